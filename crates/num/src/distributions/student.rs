//! Student's t distribution: intervals of means from few clusters.

use crate::distributions::beta::{beta_quantile, incomplete_beta};

/// The two-sided critical value of Student's t: the half width, in standard errors, of an interval of a mean at `level`
/// (such as 0.95) with `degrees_of_freedom` f.
///
/// `|t|` exceeds h with chance I_x(f/2, 1/2), x = f / (f + h^2) (Abramowitz and Stegun 1964, 26.7.1), solved for h.
/// Infinite without degrees of freedom.
///
/// ```
/// use standoff_num::distributions::student_critical_value;
/// for (freedom, tabled) in [(1.0, 12.7062), (10.0, 2.2281), (63.0, 1.9983), (1e6, 1.9600)] {
///     assert!((student_critical_value(freedom, 0.95) - tabled).abs() < 1e-4);
/// }
/// ```
pub fn student_critical_value(degrees_of_freedom: f64, level: f64) -> f64 {
    if degrees_of_freedom <= 0.0 || level >= 1.0 {
        return f64::INFINITY;
    }
    let x = beta_quantile(0.5 * degrees_of_freedom, 0.5, 1.0 - level.max(0.0));
    (degrees_of_freedom * (1.0 - x) / x).sqrt()
}

/// The chance that Student's t with `degrees_of_freedom` f lies further from 0 than `score`, on either side: the two-sided
/// p-value of a mean that is `score` standard errors from 0.
///
/// `P(|t| > h) = I_x(f/2, 1/2)`, `x = f / (f + h^2)` (Abramowitz and Stegun 1964, 26.7.1). 1 where the score is not a number
/// or there are no degrees of freedom, as nothing is known then; 0 for an infinite score.
///
/// ```
/// use standoff_num::distributions::{student_critical_value, student_p_value};
/// assert!((student_p_value(2.2281, 10.0) - 0.05).abs() < 1e-5);
/// assert!((student_p_value(-student_critical_value(3.0, 0.99), 3.0) - 0.01).abs() < 1e-12);
/// assert_eq!((student_p_value(0.0, 4.0), student_p_value(f64::NAN, 4.0), student_p_value(9.0, 0.0)), (1.0, 1.0, 1.0));
/// ```
pub fn student_p_value(score: f64, degrees_of_freedom: f64) -> f64 {
    if score.is_nan() || degrees_of_freedom.is_nan() || degrees_of_freedom <= 0.0 {
        return 1.0;
    }
    incomplete_beta(0.5 * degrees_of_freedom, 0.5, degrees_of_freedom / (degrees_of_freedom + score * score))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one degree of freedom the law is that of Cauchy: P(|t| > h) = 1 - 2 atan(h) / pi. With two, P(|t| > h) =
    /// 1 - h / sqrt(2 + h^2).
    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        for level in [0.01_f64, 0.5, 0.9, 0.999] {
            let (cauchy, two) =
                (libm::tan(0.5 * std::f64::consts::PI * level), (2.0 / (1.0 - level * level)).sqrt() * level);
            assert!((student_critical_value(1.0, level) / cauchy - 1.0).abs() < 1e-11, "{level}");
            assert!((student_critical_value(2.0, level) / two - 1.0).abs() < 1e-11, "{level}");
            assert!((student_p_value(cauchy, 1.0) - (1.0 - level)).abs() < 1e-12, "{level}");
            assert!((student_p_value(-two, 2.0) - (1.0 - level)).abs() < 1e-12, "{level}");
        }
    }

    #[test]
    fn nothing_is_known_without_degrees_of_freedom() {
        for freedom in [0.0, -1.0] {
            assert_eq!((student_critical_value(freedom, 0.95), student_p_value(3.0, freedom)), (f64::INFINITY, 1.0));
        }
        assert_eq!([1.0, 1.5].map(|level| student_critical_value(4.0, level)), [f64::INFINITY; 2]);
        assert_eq!((student_p_value(2.0, f64::NAN), student_p_value(f64::INFINITY, 4.0)), (1.0, 0.0));
    }
}
