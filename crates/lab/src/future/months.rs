//! Comparison of months, in one place.
//!
//! A month is the end of a step, `12·n/52` for weeks: a number that binary fractions do not hold exactly. "By month 12"
//! holds the step that ends with it (decision 2), whatever the rounding.

/// Rounding error of months that is ignored: far above the error of a sum of steps (about 1e-13), far below a step (0.23).
pub const ROUNDING_MONTHS: f64 = 1e-9;

/// True if something that happened at `when` had happened by the end of month `months`.
///
/// ```
/// use standoff_lab::future::months::happened_by;
/// assert!(happened_by(12.0 * 52.0 / 52.0, 12.0) && happened_by(0.1 + 0.2, 0.3));
/// assert!(!happened_by(12.0 + 12.0 / 52.0, 12.0));
/// ```
pub fn happened_by(when: f64, months: f64) -> bool {
    when <= months + ROUNDING_MONTHS
}
