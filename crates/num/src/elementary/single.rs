//! Exponential and logarithm of single precision, built like those of double precision: neither branches nor look-ups,
//! only `+ - * /` and bit moves, so that loops become vectors and all machines give the same bytes.

/// Adding and subtracting this rounds to the nearest integer and leaves it in the low bits: 1.5 x 2^23.
const ROUNDING: f32 = 12_582_912.0;
/// The first 15 bits of ln 2, so that its product with an exponent is exact, and the rest.
const LN_2_HIGH: f32 = 0.693_145_75;
const LN_2_LOW: f32 = 1.428_606_8e-6;

/// Arguments of [`exp`] are clamped to `-EXP_LIMIT ..= EXP_LIMIT`: beyond, the result would be infinite or subnormal.
pub const EXP_LIMIT: f32 = 87.0;

/// Near-minimax coefficients of (e^r - 1 - r) / r^2 on |r| <= ln(2) / 2 (Chebyshev fit, error 6.4e-8).
const EXP_TERMS: [f32; 5] = [0.5, 0.166_665_76, 0.041_666_467, 0.008_363_175, 0.001_393_364_4];

/// Near-minimax coefficients of (2 artanh(s) / s - 2) / s^2 in z = s^2 for 0 <= s <= 1/3 (error 2.9e-7).
const ARTANH_TERMS: [f32; 4] = [0.666_666_4, 0.400_076_72, 0.282_339_57, 0.268_675_48];

const LN_2: f32 = std::f32::consts::LN_2;

/// The exponential function e^x, relative error below 2e-7.
///
/// The argument is clamped to [-87, 87]: below, the result stays at 1.6e-38 instead of falling to 0. NaN stays NaN.
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::single::exp;
/// assert_eq!(exp(0.0), 1.0);
/// assert!((exp(1.0) - std::f32::consts::E).abs() < 5e-7);
/// ```
#[inline]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-EXP_LIMIT, EXP_LIMIT);
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let whole = shifted - ROUNDING;
    let rest = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let [c0, c1, c2, c3, c4] = EXP_TERMS;
    let square = rest * rest;
    let tail = (c0 + c1 * rest) + ((c2 + c3 * rest) + c4 * square) * square;
    let near = 1.0 + (rest + square * tail);
    f32::from_bits(near.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// `ln((1 + x)/2)` for `x` from 0 to 1, absolute error below 1.2e-7: what the logarithm of a mean of two exponentials
/// adds to the larger of them.
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::single::ln_mean_with_one;
/// assert_eq!(ln_mean_with_one(0.0), -std::f32::consts::LN_2);
/// assert!(ln_mean_with_one(1.0).abs() < 1e-7);
/// ```
#[inline]
pub fn ln_mean_with_one(x: f32) -> f32 {
    let s = x / (2.0 + x);
    let z = s * s;
    let [c0, c1, c2, c3] = ARTANH_TERMS;
    let tail = (c0 + c1 * z) + (c2 + c3 * z) * (z * z);
    (s + s) + (s * z) * tail - LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_exact_to_single_precision() {
        let mut worst = 0.0f64;
        for step in -870_000..=870_000 {
            let x = step as f32 * 1e-4;
            let exact = libm::exp(f64::from(x));
            worst = worst.max((f64::from(exp(x)) / exact - 1.0).abs());
        }
        assert!(worst < 2e-7, "{worst:e}");
        assert_eq!(exp(-1e9), exp(-EXP_LIMIT));
        assert_eq!(exp(1e9), exp(EXP_LIMIT));
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn logarithms_of_means_are_exact_to_single_precision() {
        let mut worst = 0.0f64;
        for step in 0..=1_000_000 {
            let x = step as f32 * 1e-6;
            let exact = libm::log1p(f64::from(x)) - std::f64::consts::LN_2;
            worst = worst.max((f64::from(ln_mean_with_one(x)) - exact).abs());
        }
        assert!(worst < 1.2e-7, "{worst:e}");
    }
}
