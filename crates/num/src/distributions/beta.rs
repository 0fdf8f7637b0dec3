//! The beta distribution.

const MOST_TERMS: u32 = 100_000;
const TINY: f64 = 1e-300;

/// The regularised incomplete beta function I_x(a, b), the chance that a Beta(a, b) variable is at most `x`.
///
/// Continued fraction of Didonato and Morris (1992) / Abramowitz and Stegun (1964) 26.5.8, on the side where it
/// converges fast; relative error about 1e-12 for a, b up to 100, rising to 1e-10 at 20,000. `x` is brought into [0, 1].
/// Not a number where a or b is not positive and finite.
///
/// # Examples
///
/// ```
/// assert!((standoff_num::distributions::incomplete_beta(2.0, 1.0, 0.5) - 0.25).abs() < 1e-15);
/// ```
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if !valid(a) || !valid(b) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x < (a + 1.0) / (a + b + 2.0) { tail(a, b, x, 1.0 - x) } else { 1.0 - tail(b, a, 1.0 - x, x) }
}

/// The quantile of a Beta(a, b) variable, by bisection and Newton steps; with the accuracy of [`incomplete_beta`].
///
/// Not a number where a or b is not positive and finite or `p` lies outside [0, 1].
///
/// # Examples
///
/// ```
/// assert!((standoff_num::distributions::beta_quantile(2.0, 1.0, 0.25) - 0.5).abs() < 1e-14);
/// ```
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if !valid(a) || !valid(b) || p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return p;
    }
    solve(a, b, p)
}

fn valid(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}

fn solve(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high, mut x) = (0.0, 1.0, a / (a + b));
    for _ in 0..200 {
        let gap = incomplete_beta(a, b, x) - p;
        if gap > 0.0 {
            high = x
        } else {
            low = x
        }
        let step = gap / libm::exp(ln_kernel(a, b, x, 1.0 - x) - libm::log(x) - libm::log1p(-x));
        let tried = x - step;
        if step.abs() <= 1e-16 * x {
            return x;
        }
        x = if tried > low && tried < high { tried } else { 0.5 * (low + high) };
        if high - low <= 1e-16 * high {
            break;
        }
    }
    x
}

/// ln of x^a y^b / B(a, b), with y = 1 - x.
fn ln_kernel(a: f64, b: f64, x: f64, y: f64) -> f64 {
    a * libm::log(x) + b * libm::log(y) + libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
}

fn tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    libm::exp(ln_kernel(a, b, x, y)) * fraction(a, b, x) / a
}

/// The continued fraction 1 / (1 + d1 / (1 + d2 / (1 + ...))) by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let (mut ratio, mut inverse, mut value) = (1.0, 0.0, 1.0);
    for index in 1..MOST_TERMS {
        let term = coefficient(a, b, x, index);
        inverse = 1.0 / away_from_zero(1.0 + term * inverse);
        ratio = away_from_zero(1.0 + term / ratio);
        value *= ratio * inverse;
        if (ratio * inverse - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 / value
}

fn coefficient(a: f64, b: f64, x: f64, index: u32) -> f64 {
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
    use crate::oracle::table;

    /// Made by `fixtures/oracle/distributions.py`.
    const ORACLE: &str = include_str!("../../../../fixtures/oracle/distributions.json");

    #[test]
    fn function_agrees_with_the_oracle() {
        for [a, b, x, expected] in table(ORACLE, "incomplete_beta") {
            let value = incomplete_beta(a, b, x);
            assert!((value / expected - 1.0).abs() < 1e-11, "{a} {b} {x}: {value}, not {expected}");
        }
    }

    #[test]
    fn quantile_agrees_with_the_oracle() {
        for [a, b, p, expected] in table(ORACLE, "beta_quantile") {
            let value = beta_quantile(a, b, p);
            assert!((value / expected - 1.0).abs() < 1e-11, "{a} {b} {p}: {value}, not {expected}");
        }
    }

    #[test]
    fn edges() {
        assert!(incomplete_beta(0.0, 1.0, 0.5).is_nan() && beta_quantile(1.0, 1.0, 2.0).is_nan());
        assert_eq!((incomplete_beta(1.0, 2.0, -1.0), incomplete_beta(1.0, 2.0, 2.0)), (0.0, 1.0));
        assert_eq!((beta_quantile(3.0, 2.0, 0.0), beta_quantile(3.0, 2.0, 1.0)), (0.0, 1.0));
    }
}
