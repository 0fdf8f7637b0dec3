//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The probability that a standard normal variable is at most `x`: erfc(-x / sqrt 2) / 2.
///
/// Relative error below 1e-14 for x > -10 and 1e-12 in the far lower tail (the rounding of x itself grows there).
///
/// # Examples
///
/// ```
/// use standoff_num::distributions::normal_cdf;
/// assert_eq!(normal_cdf(0.0), 0.5);
/// assert!((normal_cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The standard normal density, e^(-x^2 / 2) / sqrt(2 pi).
///
/// # Examples
///
/// ```
/// assert!((standoff_num::distributions::normal_density(0.0) - 0.3989422804014327).abs() < 1e-16);
/// ```
pub fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// The inverse of [`normal_cdf`], relative error about 1e-15.
///
/// 0 gives minus infinity and 1 infinity; outside [0, 1] the result is NaN.
/// Method: the rational approximation of Abramowitz and Stegun (1964) 26.2.23, with an error of 4.5e-4, and two Halley
/// steps. Each step cubes the error, so that two reach the last digit.
///
/// # Examples
///
/// ```
/// use standoff_num::distributions::normal_quantile;
/// assert_eq!(normal_quantile(0.5), 0.0);
/// assert!((normal_quantile(0.95) - 1.6448536269514722).abs() < 1e-15);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 { -lower_quantile(1.0 - p) } else { lower_quantile(p) }
}

/// The quantile for p in [0, 0.5].
fn lower_quantile(p: f64) -> f64 {
    if p == 0.0 || p == 0.5 {
        return if p == 0.0 { f64::NEG_INFINITY } else { 0.0 };
    }
    halley_step(halley_step(-upper_starting_point(p), p), p)
}

/// Abramowitz and Stegun (1964) 26.2.23: the point that is exceeded with probability `p`.
fn upper_starting_point(p: f64) -> f64 {
    let t = (-2.0 * libm::log(p)).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

/// One Halley step towards the root of `normal_cdf(x) - p`. The second derivative is -x times the density, so the step
/// costs one evaluation. Where the density underflows, x stays as it is.
fn halley_step(x: f64, p: f64) -> f64 {
    let step = cdf_excess(x, p) / normal_density(x);
    let next = x - step / (1.0 + 0.5 * x * step);
    if next.is_finite() { next } else { x }
}

/// The distribution function at `x` less `p`. Near the centre (from -0.7, where the function is about 1/4) both are
/// taken relative to one half, so that the difference keeps its digits.
fn cdf_excess(x: f64, p: f64) -> f64 {
    if x > -0.7 { 0.5 * libm::erf(x * FRAC_1_SQRT_2) - (p - 0.5) } else { normal_cdf(x) - p }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    /// Made by `fixtures/oracle/distributions.py`.
    const ORACLE: &str = include_str!("../../../../fixtures/oracle/distributions.json");

    #[test]
    fn distribution_function_agrees_with_scipy() {
        for [x, expected] in read_table(ORACLE, "normal_cdf") {
            let slack = if x < -10.0 { 1e-12 } else { 1e-14 };
            assert!((normal_cdf(x) / expected - 1.0).abs() < slack, "{x}");
        }
    }

    #[test]
    fn quantile_agrees_with_the_exact_inverse() {
        for [p, expected] in read_table(ORACLE, "normal_quantile") {
            assert!((normal_quantile(p) / expected - 1.0).abs() < 3e-15, "{p} {}", normal_quantile(p));
        }
    }

    #[test]
    fn quantile_inverts_the_distribution_function() {
        for index in 1..100_000 {
            let p = f64::from(index) / 100_000.0;
            assert!((normal_cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-14, "{p}");
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(f64::NAN).is_nan());
        assert!(normal_quantile(5e-324).is_finite());
        // The median prints as 0, not as -0.
        assert!(normal_quantile(0.5).is_sign_positive());
    }
}
