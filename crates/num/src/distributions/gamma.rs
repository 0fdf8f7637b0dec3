//! The gamma distribution with unit scale.

use crate::distributions::bracket::step_inside;
use std::f64::consts::PI;

/// Terms after which a series or fraction is given up; reached only for shapes above about 10^8.
const MOST_TERMS: u32 = 100_000;
/// Stands in for 0 in the first denominator of the continued fraction (Lentz), small enough to leave all digits of the rest.
const TINY: f64 = 1e-300;

/// The regularised incomplete gamma functions: P, the probability of at most `x`, and Q = 1 - P, both accurate.
///
/// P(a, x) = integral from 0 to x of t^(a-1) e^-t dt / Gamma(a), for shape a > 0 and x >= 0.
/// Below a + 1 the series converges quickly, above it the continued fraction (Abramowitz and Stegun 1964, 6.5.29 and
/// 6.5.31). NaN if the shape is not positive and finite, or if `x` is negative or NaN.
///
/// # Examples
///
/// ```
/// let (below, above) = standoff_num::distributions::incomplete_gamma(1.0, 2.0);
/// assert!((above - (-2.0_f64).exp()).abs() < 1e-15 && (below + above - 1.0).abs() < 1e-15);
/// ```
pub fn incomplete_gamma(shape: f64, x: f64) -> (f64, f64) {
    if !is_valid_shape(shape) || !(0.0..=f64::INFINITY).contains(&x) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 || x == f64::INFINITY {
        return if x == 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    if x < shape + 1.0 {
        let below = density_kernel(shape, x) * lower_series(shape, x);
        (below, 1.0 - below)
    } else {
        let above = density_kernel(shape, x) * shape * upper_fraction(shape, x);
        (1.0 - above, above)
    }
}

/// The quantile of a gamma variable with the given shape and unit scale.
///
/// Relative error below 1e-12 for shapes from 0.05 to 1,000, tested against 40-digit arithmetic.
/// Method: safeguarded Newton steps in ln x on ln P or ln Q, whichever is smaller. A result below 5e-324 is 0.
/// NaN if the shape is not positive and finite, or if `p` lies outside [0, 1].
///
/// # Examples
///
/// ```
/// let median = standoff_num::distributions::gamma_quantile(1.0, 0.5);
/// assert!((median - std::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if !is_valid_shape(shape) || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { 0.0 } else { f64::INFINITY };
    }
    libm::exp(solve_ln_quantile(shape, p))
}

fn is_valid_shape(shape: f64) -> bool {
    shape > 0.0 && shape.is_finite()
}

/// x^a e^-x / Gamma(a + 1). From shape 10 on through the deviance (Loader 2000): the plain form subtracts large numbers
/// that nearly cancel. Below 10, Stirling's remainder would need more terms than are written out.
fn density_kernel(shape: f64, x: f64) -> f64 {
    if shape < 10.0 {
        return libm::exp(shape * libm::log(x) - x - libm::lgamma(shape + 1.0));
    }
    let gap = (x - shape) / shape;
    let deviance = shape * (gap - libm::log1p(gap));
    libm::exp(-deviance - stirling_remainder(shape)) / (2.0 * PI * shape).sqrt()
}

/// ln Gamma(a + 1) less Stirling's approximation (a + 1/2) ln a - a + ln(2 pi) / 2, for a >= 10.
fn stirling_remainder(shape: f64) -> f64 {
    let square = 1.0 / (shape * shape);
    let tail = 1.0 / 1680.0 - square * (1.0 / 1188.0 - square * (691.0 / 360_360.0 - square / 156.0));
    (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * tail))) / shape
}

/// Sum of x^k / ((a + 1) ... (a + k)) from k = 0.
fn lower_series(shape: f64, x: f64) -> f64 {
    let (mut term, mut total) = (1.0, 1.0);
    for index in 1..MOST_TERMS {
        term *= x / (shape + f64::from(index));
        total += term;
        if term < total * 1e-17 {
            break;
        }
    }
    total
}

/// The continued fraction 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)) by Lentz's method, for x >= a + 1.
///
/// No denominator needs a guard against 0: with d_0 = x + 1 - a >= 2, d_k = x + 2k + 1 - a - k (k - a) / d_{k-1} is at least
/// 2k + 2 - k^2 / k = k + 2 as long as d_{k-1} is at least k.
fn upper_fraction(shape: f64, x: f64) -> f64 {
    let mut below = x + 1.0 - shape;
    let (mut ratio, mut inverse) = (1.0 / TINY, 1.0 / below);
    let mut value = inverse;
    for index in 1..MOST_TERMS {
        let k = f64::from(index);
        let numerator = -k * (k - shape);
        below += 2.0;
        inverse = 1.0 / (numerator * inverse + below);
        ratio = below + numerator / ratio;
        value *= inverse * ratio;
        if (inverse * ratio - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// The logarithm of the quantile: a root in a bracket, by Newton steps where they stay inside and by halving where not.
///
/// Newton needs about five steps; 200 halvings exhaust the bracket whatever its width.
fn solve_ln_quantile(shape: f64, p: f64) -> f64 {
    // The lower bound holds for every shape; the upper one lies beyond the quantile of the largest p below 1.
    let mut low = small_shape_bound(shape, p).min(libm::log(shape)) - 1.0;
    let mut high = libm::log(shape + 10.0 * shape.sqrt() + 45.0);
    let mut y = starting_point(shape, p).clamp(low, high);
    for _ in 0..200 {
        let step = newton_step(shape, p, y);
        if step > 0.0 {
            high = y
        } else {
            low = y
        }
        if step.abs() <= 2e-16 * y.abs().max(1.0) {
            return y - step;
        }
        y = step_inside(y, step, low, high);
    }
    y
}

/// The Newton step in y = ln x on the logarithm of the smaller tail; positive if y is too high. On that scale the
/// function is nearly straight, and no digit is lost in either tail.
fn newton_step(shape: f64, p: f64, y: f64) -> f64 {
    let x = libm::exp(y);
    let (below, above) = incomplete_gamma(shape, x);
    let slope = density_kernel(shape, x) * shape;
    if p < 0.5 {
        return libm::log(below / p) * below / slope;
    }
    libm::log((1.0 - p) / above) * above / slope
}

/// The approximation of Wilson and Hilferty (1931), or, where it fails because the shape is small, the bound from the
/// leading term of the series.
fn starting_point(shape: f64, p: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + crate::distributions::normal::normal_quantile(p) * ninth.sqrt();
    if shape > 0.5 && root > 0.1 { libm::log(shape * root * root * root) } else { small_shape_bound(shape, p) }
}

/// A lower bound of the logarithm of the quantile, from P(a, x) < x^a / Gamma(a + 1).
fn small_shape_bound(shape: f64, p: f64) -> f64 {
    (libm::log(p) + libm::lgamma(shape + 1.0)) / shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    /// Made by `fixtures/oracle/distributions.py`.
    const ORACLE: &str = include_str!("../../../../fixtures/oracle/distributions.json");

    #[test]
    fn incomplete_gamma_agrees_with_the_oracle() {
        for [shape, x, below, above] in read_table(ORACLE, "incomplete_gamma") {
            let (p, q) = incomplete_gamma(shape, x);
            assert!((p / below - 1.0).abs() < 1e-13, "P({shape}, {x}) = {p}, not {below}");
            assert!((q / above - 1.0).abs() < 1e-12, "Q({shape}, {x}) = {q}, not {above}");
        }
    }

    #[test]
    fn quantile_agrees_with_the_oracle() {
        for [shape, p, expected] in read_table(ORACLE, "gamma_quantile") {
            let value = gamma_quantile(shape, p);
            assert!((value / expected - 1.0).abs() < 1e-12, "{shape} {p}: {value}, not {expected}");
        }
    }

    /// The remainders at 10 and 15 in the table of Loader (2000), "Fast and accurate computation of binomial probabilities".
    #[test]
    fn the_remainder_of_stirling_agrees_with_the_published_table() {
        assert!((stirling_remainder(10.0) - 0.008_330_563_433_362_87).abs() < 5e-17);
        assert!((stirling_remainder(15.0) - 0.005_554_733_551_962_801).abs() < 5e-18);
    }

    /// With shape 1 the distribution function is 1 - e^-x: the step solves -ln(1 - p) = x, and its like in the lower tail.
    #[test]
    fn newton_steps_agree_with_the_exponential_law() {
        for x in [0.01_f64, 0.3, 1.0, 4.0] {
            let (below, above) = (-libm::expm1(-x), libm::exp(-x));
            for p in [0.5, 0.9, 0.999] {
                let expected = (libm::log(1.0 - p) + x) / x;
                assert!(
                    (newton_step(1.0, p, libm::log(x)) - expected).abs() < 1e-12 * expected.abs().max(1.0),
                    "{x} {p}"
                );
            }
            for p in [0.001, 0.2, 0.499] {
                let expected = libm::log(below / p) * below / (x * above);
                assert!((newton_step(1.0, p, libm::log(x)) / expected - 1.0).abs() < 1e-12, "{x} {p}");
            }
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!([0.0, f64::INFINITY].map(|x| incomplete_gamma(2.0, x)), [(0.0, 1.0), (1.0, 0.0)]);
        for (shape, x) in [(0.0, 1.0), (f64::INFINITY, 1.0), (f64::NAN, 1.0), (1.0, -1.0), (1.0, f64::NAN)] {
            let (below, above) = incomplete_gamma(shape, x);
            assert!(below.is_nan() && above.is_nan(), "{shape} {x}");
        }
        assert!(gamma_quantile(1.0, f64::NAN).is_nan() && gamma_quantile(1.0, -0.1).is_nan());
        assert_eq!(gamma_quantile(2.0, 0.0), 0.0);
        assert_eq!(gamma_quantile(2.0, 1.0), f64::INFINITY);
        assert!(gamma_quantile(0.0, 0.5).is_nan() && gamma_quantile(1.0, 1.5).is_nan());
        assert!(gamma_quantile(f64::NAN, 0.5).is_nan());
        assert_eq!(gamma_quantile(1e-4, 1e-3), 0.0);
        assert!(gamma_quantile(1.0, 1.0 - f64::EPSILON).is_finite());
    }
}
