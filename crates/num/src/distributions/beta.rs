//! The beta distribution.

use crate::distributions::bracket::step_inside;

/// Terms after which the fraction is given up; it needs about sqrt(max(a, b)) of them.
const MOST_TERMS: u32 = 100_000;
/// Stands in for 0 in denominators of the continued fraction (Lentz), small enough to leave all digits of the rest.
const TINY: f64 = 1e-300;
/// Below this a quantile is that of the leading term, which is exact to all digits there unless b exceeds 1e30: halving [0, 1]
/// would not get as far down. A parameter a of 0.05 leads there with a probability of a thousandth.
const SMALLEST_SOLVED: f64 = 1e-50;

/// The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most `x`.
///
/// Continued fraction of Didonato and Morris (1992), Abramowitz and Stegun (1964) 26.5.8, taken from the side on which
/// it converges quickly. Relative error about 1e-12 for a, b up to 100, rising to 1e-10 at 20,000. `x` is clamped to
/// [0, 1]. NaN if a or b is not positive and finite.
///
/// # Examples
///
/// ```
/// assert!((standoff_num::distributions::incomplete_beta(2.0, 1.0, 0.5) - 0.25).abs() < 1e-15);
/// ```
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if !is_valid_parameter(a) || !is_valid_parameter(b) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x < (a + 1.0) / (a + b + 2.0) { lower_tail(a, b, x, 1.0 - x) } else { 1.0 - lower_tail(b, a, 1.0 - x, x) }
}

/// The quantile of a Beta(a, b) variable, as accurate as [`incomplete_beta`]; by Newton steps, or bisection where these
/// would leave the bracket.
///
/// A result below 5e-324 is 0. NaN if a or b is not positive and finite, or if `p` lies outside [0, 1].
///
/// # Examples
///
/// ```
/// assert!((standoff_num::distributions::beta_quantile(2.0, 1.0, 0.25) - 0.5).abs() < 1e-14);
/// ```
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if !is_valid_parameter(a) || !is_valid_parameter(b) || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return p;
    }
    let leading = leading_term_quantile(a, b, p);
    if leading < SMALLEST_SOLVED { leading } else { solve_quantile(a, b, p) }
}

fn is_valid_parameter(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}

/// The quantile from the leading term of the series, I_x(a, b) = x^a / (a B(a, b)) (1 + a (1 - b) / (a + 1) x + ...).
fn leading_term_quantile(a: f64, b: f64, p: f64) -> f64 {
    let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    libm::exp((libm::log(p) + libm::log(a) + ln_beta) / a)
}

/// The root of I_x(a, b) - p in [0, 1], from the mean of the distribution. 200 halvings exhaust the bracket of any root
/// above [`SMALLEST_SOLVED`].
fn solve_quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high, mut x) = (0.0, 1.0, mean(a, b));
    for _ in 0..200 {
        let gap = incomplete_beta(a, b, x) - p;
        if gap > 0.0 {
            high = x
        } else {
            low = x
        }
        let step = gap / density(a, b, x);
        if step.abs() <= 1e-16 * x {
            return x;
        }
        x = step_inside(x, step, low, high);
        if low >= high {
            break;
        }
    }
    x
}

fn mean(a: f64, b: f64) -> f64 {
    a / (a + b)
}

/// The density x^(a-1) (1-x)^(b-1) / B(a, b).
fn density(a: f64, b: f64, x: f64) -> f64 {
    libm::exp(ln_kernel(a, b, x, 1.0 - x) - libm::log(x) - libm::log1p(-x))
}

/// ln of x^a y^b / B(a, b), with y = 1 - x.
fn ln_kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    a * libm::log(x) + b * libm::log(y) + libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
}

/// I_x(a, b) with y = 1 - x, where the fraction converges: for x below about the mean.
fn lower_tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    libm::exp(ln_kernel(a, b, x, y)) * continued_fraction(a, b, x) / a
}

/// The continued fraction 1 / (1 + d1 / (1 + d2 / (1 + ...))) by Lentz's method.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let (mut ratio, mut inverse, mut value) = (1.0, 0.0, 1.0);
    for index in 1..MOST_TERMS {
        let term = fraction_coefficient(a, b, x, index);
        inverse = 1.0 / away_from_zero(1.0 + term * inverse);
        ratio = away_from_zero(1.0 + term / ratio);
        value *= ratio * inverse;
        if (ratio * inverse - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 / value
}

/// The coefficient d of one level of the fraction, numbered from 1.
fn fraction_coefficient(a: f64, b: f64, x: f64, index: u32) -> f64 {
    let m = f64::from(index / 2);
    let place = a + 2.0 * m;
    if index.is_multiple_of(2) {
        m * (b - m) * x / ((place - 1.0) * place)
    } else {
        -(a + m) * (a + b + m) * x / (place * (place + 1.0))
    }
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    /// Made by `fixtures/oracle/distributions.py`.
    const ORACLE: &str = include_str!("../../../../fixtures/oracle/distributions.json");

    #[test]
    fn incomplete_beta_agrees_with_the_oracle() {
        for [a, b, x, expected] in read_table(ORACLE, "incomplete_beta") {
            let value = incomplete_beta(a, b, x);
            assert!((value / expected - 1.0).abs() < 1e-11, "{a} {b} {x}: {value}, not {expected}");
        }
    }

    #[test]
    fn quantile_agrees_with_the_oracle() {
        for [a, b, p, expected] in read_table(ORACLE, "beta_quantile") {
            let value = beta_quantile(a, b, p);
            assert!((value / expected - 1.0).abs() < 1e-11, "{a} {b} {p}: {value}, not {expected}");
        }
    }

    #[test]
    fn means_are_the_first_parameters_share() {
        assert_eq!([mean(2.0, 6.0), mean(0.5, 0.5), mean(3.0, 1.0)], [0.25, 0.5, 0.75]);
    }

    /// B(2, 3) = 1/12, and the arcsine law has the density 1 / (pi sqrt(x (1 - x))).
    #[test]
    fn density_agrees_with_closed_forms() {
        for x in [0.01_f64, 0.2, 0.5, 0.77, 0.99] {
            let cubic = 12.0 * x * (1.0 - x) * (1.0 - x);
            let arcsine = 1.0 / (std::f64::consts::PI * (x * (1.0 - x)).sqrt());
            assert!((density(2.0, 3.0, x) / cubic - 1.0).abs() < 1e-14, "{x}");
            assert!((density(0.5, 0.5, x) / arcsine - 1.0).abs() < 1e-14, "{x}");
        }
    }

    /// The quantile of the arcsine law is sin^2(pi p / 2), and that of Beta(a, 1) is p^(1/a).
    #[test]
    fn quantile_agrees_with_closed_forms() {
        for p in [1e-6_f64, 0.001, 0.25, 0.5, 0.9, 0.999] {
            let arcsine = libm::sin(0.5 * std::f64::consts::PI * p).powi(2);
            assert!((beta_quantile(0.5, 0.5, p) / arcsine - 1.0).abs() < 1e-12, "{p}");
            for a in [0.05, 0.4, 3.0, 500.0] {
                let power = libm::pow(p, 1.0 / a);
                assert!((beta_quantile(a, 1.0, p) / power - 1.0).abs() < 1e-11, "{a} {p}");
            }
        }
    }

    /// Roots that halving does not reach, by the inverse; with a = 0.05 and b = 1 the quantile is p^20.
    #[test]
    fn tiny_quantiles_invert_the_distribution_function() {
        for (a, b, p) in [(0.05, 3.0, 1e-4), (0.05, 0.2, 1e-4), (0.02, 40.0, 0.01), (0.01, 1.0, 0.2)] {
            let x = beta_quantile(a, b, p);
            assert!(x < 1e-50 && (incomplete_beta(a, b, x) / p - 1.0).abs() < 1e-12, "{a} {b} {p}: {x}");
        }
        assert!((beta_quantile(0.05, 1.0, 1e-6) / 1e-120 - 1.0).abs() < 1e-11);
        assert_eq!(beta_quantile(0.001, 1.0, 0.01), 0.0);
    }

    #[test]
    fn edge_cases_are_defined() {
        assert!(incomplete_beta(0.0, 1.0, 0.5).is_nan() && beta_quantile(1.0, 1.0, 2.0).is_nan());
        assert!(incomplete_beta(1.0, 0.0, 0.5).is_nan() && incomplete_beta(1.0, f64::INFINITY, 0.5).is_nan());
        assert!(incomplete_beta(1.0, 1.0, f64::NAN).is_nan() && beta_quantile(1.0, 1.0, f64::NAN).is_nan());
        assert!(beta_quantile(0.0, 1.0, 0.5).is_nan() && beta_quantile(1.0, 0.0, 0.5).is_nan());
        assert!(beta_quantile(f64::NAN, 1.0, 0.5).is_nan() && beta_quantile(1.0, f64::NAN, 0.5).is_nan());
        // The guard of the fraction leaves alone what is as large as itself.
        assert_eq!([0.0, 1e-301, -TINY, 2.0].map(away_from_zero), [TINY, TINY, -TINY, 2.0]);
        assert_eq!((incomplete_beta(1.0, 2.0, -1.0), incomplete_beta(1.0, 2.0, 2.0)), (0.0, 1.0));
        assert_eq!((beta_quantile(3.0, 2.0, 0.0), beta_quantile(3.0, 2.0, 1.0)), (0.0, 1.0));
    }
}
