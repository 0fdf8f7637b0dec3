//! Sample quantiles.

/// The type 7 quantile (Hyndman and Fan 1996): linear between order statistics, at rank 1 + (n - 1) p.
///
/// `sorted` must be in ascending order; `p` is brought into [0, 1].
/// NaN if there are no values or `p` is NaN.
///
/// # Examples
///
/// ```
/// use standoff_num::quantile::quantile;
/// assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), 3.0);
/// ```
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    if sorted.is_empty() || p.is_nan() {
        return f64::NAN;
    }
    let rank = (sorted.len() - 1) as f64 * p.clamp(0.0, 1.0);
    let below = rank as usize;
    let above = (below + 1).min(sorted.len() - 1);
    interpolate(sorted[below], sorted[above], rank - below as f64)
}

/// Several type 7 quantiles of values in any order; values that are not numbers are left out.
///
/// # Examples
///
/// ```
/// use standoff_num::quantile::quantiles;
/// assert_eq!(quantiles(&[8.0, 1.0, 4.0, 2.0], &[0.0, 0.5, 1.0]), [1.0, 3.0, 8.0]);
/// ```
pub fn quantiles(values: &[f64], levels: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    levels.iter().map(|&level| quantile(&sorted, level)).collect()
}

/// Linear interpolation, without the 0 x infinity that an infinite neighbour would give.
fn interpolate(low: f64, high: f64, share: f64) -> f64 {
    if share == 0.0 || low == high { low } else { low + share * (high - low) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edge_cases_are_defined() {
        assert!(quantile(&[], 0.5).is_nan());
        assert_eq!(quantile(&[3.0], 0.9), 3.0);
        assert_eq!(quantile(&[1.0, 2.0], -1.0), 1.0);
        assert_eq!(quantile(&[1.0, 2.0], 2.0), 2.0);
        assert!(quantile(&[1.0], f64::NAN).is_nan());
        assert_eq!(quantile(&[f64::NEG_INFINITY, 0.0, 1.0], 0.5), 0.0);
        assert_eq!(quantile(&[0.0, f64::INFINITY], 0.0), 0.0);
        assert_eq!(quantile(&[f64::INFINITY, f64::INFINITY], 0.5), f64::INFINITY);
    }

    /// `numpy.quantile([1, 2, 4, 8, 16], p)`, whose default method is type 7.
    #[test]
    fn agrees_with_numpy() {
        let levels = [0.05, 0.1, 0.3, 0.77, 0.95];
        let expected = [1.2, 1.4, 2.4, 8.64, 14.4];
        let found = quantiles(&[16.0, 1.0, 8.0, 2.0, 4.0], &levels);
        assert_eq!(found.len(), expected.len());
        for (value, wanted) in found.iter().zip(expected) {
            assert!((value - wanted).abs() < 1e-14);
        }
    }
}
