//! Exponential, logarithm and their kin in plain arithmetic.
//!
//! A simulation spends most of its time here. The functions of the platform's C library give different last digits on
//! different machines; those of `libm` do not, but are branches and table look-ups that no compiler vectorises. These
//! have neither branches nor look-ups nor conversions between integers and floats, so that a loop over them becomes
//! vector instructions on every 64-bit machine, and they use only `+ - * /` and bit moves, so that all machines give
//! the same bytes. Each result is within a few units in the last place of the exact value.

pub mod single;

/// Adding and subtracting this rounds to the nearest integer and leaves it in the low bits: 1.5 x 2^52.
const ROUNDING: f64 = 6_755_399_441_055_744.0;
/// The first 40 bits of ln 2, so that its product with an exponent is exact, and the rest.
const LN_2_HIGH: f64 = 0.693_147_180_559_208_2;
const LN_2_LOW: f64 = 7.371_002_565_167_799e-13;

/// Arguments of [`exp`] are clamped to `-EXP_LIMIT ..= EXP_LIMIT`: beyond 709 the result would be infinite, below
/// -708.4 subnormal, and the exponent could not be set by adding to its bits.
pub const EXP_LIMIT: f64 = 708.0;

/// Near-minimax coefficients of (e^r - 1 - r) / r^2 on |r| <= ln(2) / 2 (Chebyshev fit, error 1.1e-16).
const EXP_TERMS: [f64; 10] = [
    0.500_000_000_000_000_1,
    0.166_666_666_666_666_69,
    0.041_666_666_666_624_13,
    0.008_333_333_333_330_062,
    0.001_388_888_891_721_371_7,
    0.000_198_412_698_630_536_18,
    2.480_152_129_595_437_6e-5,
    2.755_726_845_999_706_4e-6,
    2.762_008_844_540_974_6e-7,
    2.510_038_549_551_032e-8,
];

/// Near-minimax coefficients of (2 artanh(s) / s - 2) / s^2 in z = s^2 for |s| <= 0.1717 (error 3.1e-16).
const LN_TERMS: [f64; 7] = [
    0.666_666_666_666_667,
    0.399_999_999_998_982_7,
    0.285_714_286_265_336_2,
    0.222_222_110_437_768_57,
    0.181_828_957_501_191_93,
    0.153_315_016_111_453_3,
    0.146_191_661_348_879_7,
];

/// The exponential function e^x, relative error below 4e-16.
///
/// The argument is clamped to [-708, 708]: below, the result stays at 3.3e-308 instead of falling to 0; above, at
/// 3.0e307 instead of rising to infinity. NaN stays NaN. Method: x = n ln 2 + r, e^x = 2^n e^r, with a polynomial for
/// e^r (Cody and Waite 1980).
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::exp;
/// assert_eq!(exp(0.0), 1.0);
/// assert!((exp(1.0) - std::f64::consts::E).abs() < 1e-15);
/// ```
#[inline]
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-EXP_LIMIT, EXP_LIMIT);
    let shifted = x * std::f64::consts::LOG2_E + ROUNDING;
    let whole = shifted - ROUNDING;
    let rest = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let near = 1.0 + (rest + rest * rest * exp_tail(rest));
    f64::from_bits(near.to_bits().wrapping_add(shifted.to_bits() << 52))
}

/// (e^r - 1 - r) / r^2. Terms are paired (Estrin), which shortens the chain of dependent operations; the pairing is
/// part of the result, as another order rounds differently.
#[inline(always)]
fn exp_tail(r: f64) -> f64 {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9] = EXP_TERMS;
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let low = (c0 + c1 * r) + (c2 + c3 * r) * r2;
    let middle = (c4 + c5 * r) + (c6 + c7 * r) * r2;
    low + (middle + (c8 + c9 * r) * r4) * r4
}

/// The natural logarithm, relative error below 4e-16.
///
/// The argument is clamped to the positive normal numbers: zero and below give ln(2.2e-308) = -708.4 instead of minus
/// infinity or NaN, infinity gives 709.8. NaN stays NaN.
/// Method: x = 2^k m with m near 1, ln m = 2 artanh((m - 1) / (m + 1)) by a polynomial.
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::ln;
/// assert_eq!(ln(1.0), 0.0);
/// assert!((ln(10.0) - std::f64::consts::LN_10).abs() < 1e-15);
/// ```
#[inline]
pub fn ln(x: f64) -> f64 {
    let x = x.clamp(f64::MIN_POSITIVE, f64::MAX);
    let (exponent, mantissa) = split_exponent(x);
    let near = mantissa - 1.0;
    let half_square = 0.5 * near * near;
    let s = near / (2.0 + near);
    let correction = s * (half_square + ln_tail(s * s)) + exponent * LN_2_LOW;
    exponent * LN_2_HIGH - ((half_square - correction) - near)
}

/// Splits x = 2^exponent x mantissa, with the mantissa between sqrt(1/2) and sqrt(2), so that its logarithm is near 0
/// on both sides of 1. NaN passes through.
#[inline(always)]
fn split_exponent(x: f64) -> (f64, f64) {
    const ROOT_HALF: u64 = 0x3FE6_A09E_0000_0000;
    const ONE: u64 = 0x3FF0_0000_0000_0000;
    const FRACTION: u64 = 0x000F_FFFF_FFFF_FFFF;
    const TWO_52: u64 = 0x4330_0000_0000_0000;
    // The exponent becomes a float by setting the low bits of 2^52, which costs no conversion from an integer.
    let moved = x.to_bits().wrapping_add(ONE - ROOT_HALF);
    let exponent = f64::from_bits(TWO_52 | (moved >> 52)) - 4_503_599_627_371_519.0;
    let mantissa = f64::from_bits((moved & FRACTION) + ROOT_HALF);
    (exponent, if x.is_nan() { x } else { mantissa })
}

/// (2 artanh(s) - 2 s) / s in z = s^2.
#[inline(always)]
fn ln_tail(z: f64) -> f64 {
    let [c0, c1, c2, c3, c4, c5, c6] = LN_TERMS;
    let z2 = z * z;
    z * ((c0 + c1 * z) + ((c2 + c3 * z) + ((c4 + c5 * z) + c6 * z2) * z2) * z2)
}

/// ln(1 + x) for x > -1, accurate also where x is tiny.
///
/// Relative error below 1e-15. Same limits as [`ln`] applied to 1 + x.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_num::elementary::ln_1p(1e-20), 1e-20);
/// ```
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    let x = x.clamp(-1.0, f64::MAX);
    let sum = 1.0 + x;
    let lost = x - (sum - 1.0);
    ln(sum) + lost / if sum > 0.0 { sum } else { 1.0 }
}

/// The logistic function 1 / (1 + e^-x), a probability in (0, 1) for x in log-odds.
///
/// Its relative error stays small in both tails; saturates with [`exp`] at 708.
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::logistic;
/// assert_eq!(logistic(0.0), 0.5);
/// assert!((logistic(-40.0) - 4.248354255291589e-18).abs() < 1e-32);
/// ```
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The log-odds ln(p / (1 - p)) of a probability.
///
/// Limits: 0 gives about -708.4 and 1 gives about 709.8, as [`ln`] does.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_num::elementary::logit(0.5), 0.0);
/// ```
#[inline]
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// A smooth maximum of two numbers: (1/s) ln((e^(s a) + e^(s b)) / 2).
///
/// Tends to `max(a, b)` as the sharpness `s` grows, to the mean at 0 and to `min(a, b)` as it falls to
/// minus infinity. Computed as (a + b) / 2 + ln(cosh h) / s with h = s (a - b) / 2, in a form which neither
/// overflows for large h nor loses digits for small h.
///
/// # Examples
///
/// ```
/// use standoff_num::elementary::ln_mean_exp2;
/// assert!((ln_mean_exp2(0.0, 1.0, 1e6) - 1.0).abs() < 1e-6);
/// assert_eq!(ln_mean_exp2(0.0, 1.0, 0.0), 0.5);
/// assert!((ln_mean_exp2(0.0, 1.0, -1e6) - 0.0).abs() < 1e-6);
/// ```
#[inline]
pub fn ln_mean_exp2(a: f64, b: f64, sharpness: f64) -> f64 {
    let half = (0.5 * sharpness * (a - b)).abs();
    let excess = ln_cosh(half) / if sharpness == 0.0 { 1.0 } else { sharpness };
    0.5 * (a + b) + excess
}

/// ln cosh h for h >= 0, as ln(1 + (1 - e^-h)^2 / (2 e^-h)) up to 300 and linear beyond, where e^-h is far
/// below the last digit of h and [`exp`] would soon reach its limit.
#[inline(always)]
fn ln_cosh(h: f64) -> f64 {
    let near = if h > 300.0 { 300.0 } else { h };
    let fall = exp(-near);
    let gap = 1.0 - fall;
    ln_1p(gap * gap / (2.0 * fall)) + (h - near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evenly_spaced(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
        (0..=count).map(move |index| low + (high - low) * f64::from(index) / f64::from(count))
    }

    fn relative_error(value: f64, exact: f64) -> f64 {
        if value == exact { 0.0 } else { ((value - exact) / exact).abs() }
    }

    fn worst_error(points: impl Iterator<Item = f64>, f: fn(f64) -> f64, exact: fn(f64) -> f64) -> f64 {
        points.map(|x| relative_error(f(x), exact(x))).fold(0.0, f64::max)
    }

    #[test]
    fn exp_agrees_with_libm_on_dense_grids() {
        assert!(worst_error(evenly_spaced(-708.0, 708.0, 1_000_003), exp, libm::exp) < 4e-16);
        assert!(worst_error(evenly_spaced(-1.0, 1.0, 1_000_003), exp, libm::exp) < 4e-16);
    }

    #[test]
    fn exp_saturates() {
        assert_eq!(exp(f64::NEG_INFINITY), exp(-708.0));
        assert_eq!(exp(f64::INFINITY), exp(708.0));
        assert!(exp(-1e9) > 0.0 && exp(-1e9) < 4e-308);
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    fn ln_agrees_with_libm_on_dense_grids() {
        assert!(worst_error(evenly_spaced(0.5, 2.0, 1_000_003), ln, libm::log) < 4e-16);
        assert!(worst_error(evenly_spaced(-700.0, 700.0, 1_000_003).map(libm::exp), ln, libm::log) < 4e-16);
        assert!(worst_error(evenly_spaced(0.999_999, 1.000_001, 10_001), ln, libm::log) < 4e-16);
    }

    #[test]
    fn ln_saturates() {
        assert_eq!(ln(0.0), ln(f64::MIN_POSITIVE));
        assert_eq!(ln(-1.0), ln(f64::MIN_POSITIVE));
        assert_eq!(ln(f64::INFINITY), ln(f64::MAX));
        assert!(ln(f64::NAN).is_nan());
    }

    #[test]
    fn ln_1p_agrees_with_libm() {
        assert!(worst_error(evenly_spaced(-0.999, 5.0, 1_000_003), ln_1p, libm::log1p) < 1e-15);
        assert!(worst_error(evenly_spaced(-40.0, -1.0, 100_003).map(libm::exp), ln_1p, libm::log1p) < 1e-15);
        assert!(worst_error(evenly_spaced(1.0, 40.0, 100_003).map(libm::exp), ln_1p, libm::log1p) < 1e-15);
        assert_eq!(ln_1p(-1.0), ln(0.0));
        assert_eq!(ln_1p(f64::INFINITY), ln(f64::MAX));
    }

    #[test]
    fn logistic_and_logit_are_inverses() {
        for x in evenly_spaced(-30.0, 30.0, 1001) {
            assert!((logit(logistic(x)) - x).abs() < 1e-15 * (10.0 + libm::exp(x.max(0.0))), "{x}");
        }
    }

    #[test]
    fn logistic_is_accurate_in_both_tails() {
        assert!(worst_error(evenly_spaced(-700.0, 700.0, 10_001), logistic, |x| 1.0 / (1.0 + libm::exp(-x))) < 1e-15);
        assert!(logistic(f64::NEG_INFINITY) > 0.0);
        assert_eq!(logistic(f64::INFINITY), 1.0);
    }

    #[test]
    fn smooth_maximum_is_stable_at_all_sharpness() {
        for sharpness in [-80.0, -1e-9, 1e-12, 1e-3, 1.0, 20.0, 300.0] {
            for (a, b) in [(0.0, 1.0), (3.0, -2.0), (0.2, 0.2)] {
                let top = f64::max(sharpness * a, sharpness * b);
                let sum = (sharpness * a - top).exp() + (sharpness * b - top).exp();
                let plain = (top + (sum / 2.0).ln()) / sharpness;
                let slack = 1e-15 / f64::abs(sharpness) + 2e-15;
                assert!((ln_mean_exp2(a, b, sharpness) - plain).abs() < slack, "{a} {b} {sharpness}");
            }
        }
        // For small h the excess is s (a - b)^2 / 8.
        assert!(((ln_mean_exp2(0.0, 1.0, 1e-6) - 0.5) / 1.25e-7 - 1.0).abs() < 1e-9);
        assert!((ln_mean_exp2(0.0, 1e6, 1e3) - 1e6).abs() < 1e-3);
    }
}
