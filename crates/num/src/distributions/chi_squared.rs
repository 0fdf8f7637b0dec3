//! The chi-squared distribution.

use crate::distributions::gamma::incomplete_gamma;

/// The probability that a chi-squared variable exceeds `value`: Q(k / 2, value / 2) of [`incomplete_gamma`] with k
/// degrees of freedom.
///
/// A negative value, which rounding can make of a statistic of 0, counts as 0. NaN for 0 degrees of freedom.
///
/// # Examples
///
/// ```
/// let tail = standoff_num::distributions::chi_squared_tail(2, 3.0);
/// assert!((tail - (-1.5_f64).exp()).abs() < 1e-15);
/// ```
pub fn chi_squared_tail(degrees_of_freedom: usize, value: f64) -> f64 {
    incomplete_gamma(0.5 * degrees_of_freedom as f64, 0.5 * value.max(0.0)).1
}
