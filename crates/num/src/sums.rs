//! Compensated sums, and the means and variances made of them.

/// The sum of `values` in their order, with Neumaier's compensation (Neumaier 1974, ZAMM 54:39).
///
/// The rounding error does not grow with the number of terms. An empty sum is 0. If a term is not finite, the result is
/// that of the plain sum.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_num::sums::sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
/// ```
pub fn sum(values: &[f64]) -> f64 {
    sum_of(values.iter().copied())
}

/// The compensated [`sum`] of an iterator.
///
/// ```
/// assert_eq!(standoff_num::sums::sum_of((1..=4).map(f64::from)), 10.0);
/// ```
pub fn sum_of(values: impl IntoIterator<Item = f64>) -> f64 {
    let (total, lost) = values.into_iter().fold((0.0, 0.0), add_compensated);
    // With an infinite term the compensation is NaN, and the plain total is right.
    if lost.is_finite() { total + lost } else { total }
}

/// Adds a value, and keeps what rounding lost: the larger of the two operands is the one that survives the addition.
fn add_compensated((total, lost): (f64, f64), value: f64) -> (f64, f64) {
    let next: f64 = total + value;
    let error = if f64::abs(total) >= value.abs() { (total - next) + value } else { (value - next) + total };
    (next, lost + error)
}

/// The arithmetic mean; NaN if there are no values.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_num::sums::mean(&[1.0, 2.0, 6.0]), 3.0);
/// ```
pub fn mean(values: &[f64]) -> f64 {
    sum(values) / values.len() as f64
}

/// The unbiased sample variance, sum (x - mean)^2 / (n - 1); NaN for fewer than two values.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_num::sums::variance(&[1.0, 2.0, 3.0]), 1.0);
/// ```
pub fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    // Two passes: the difference of the sum of squares and the squared sum would lose all digits for a large mean.
    let centre = mean(values);
    let squares = sum_of(values.iter().map(|value| (value - centre) * (value - centre)));
    squares / (values.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compensation_keeps_small_terms() {
        assert_ne!((0..1_000_000).map(|_| 0.1).sum::<f64>(), 100_000.0);
        let values: Vec<f64> = (0..1_000_000).map(|_| 0.1).collect();
        assert_eq!(sum(&values), 100_000.0);
    }

    #[test]
    fn empty_sums_and_single_values() {
        assert_eq!(sum(&[]), 0.0);
        assert!(mean(&[]).is_nan());
        assert!(variance(&[]).is_nan());
        assert!(variance(&[1.0]).is_nan());
        assert_eq!(variance(&[1.0, 3.0]), 2.0);
    }

    #[test]
    fn infinities_pass_through() {
        assert_eq!(sum(&[1.0, f64::INFINITY]), f64::INFINITY);
        assert!(sum(&[f64::NEG_INFINITY, f64::INFINITY]).is_nan());
    }

    #[test]
    fn variance_withstands_a_large_offset() {
        let values = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0];
        assert_eq!(variance(&values), 30.0);
        // Here x + mean is no longer exact, so that (x - mean)(x + mean), whose sum is the same in exact arithmetic, fails.
        let offset = 4_503_599_627_370_496.0;
        assert_eq!(variance(&[offset + 4.0, offset + 7.0, offset + 13.0, offset + 16.0]), 30.0);
    }
}
