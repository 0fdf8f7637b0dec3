//! Rank correlation.

use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{mean, sum_of};

use crate::error::{StatsError, all_finite, at_least, same_length};

/// Spearman's rank correlation, in [-1, 1]: Pearson's correlation of the ranks, where ties share their mean rank.
///
/// Spearman (1904), Am. J. Psychol. 15:72; Kendall (1948) for ties.
///
/// # Errors
///
/// Columns of different length, fewer than two pairs, a value that is not finite, or a column without spread.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::rank_correlation::spearman_correlation(&[1.0, 2.0, 3.0], &[1.0, 8.0, 27.0])?, 1.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn spearman_correlation(left: &[f64], right: &[f64]) -> Result<f64, StatsError> {
    same_length(left.len(), right.len())?;
    at_least(2, left.len())?;
    all_finite(left, |_| true)?;
    all_finite(right, |_| true)?;
    pearson_correlation(&mid_ranks(left), &mid_ranks(right))
}

/// The interval of Spearman's correlation over `pairs` pairs, at a level such as 0.95.
///
/// tanh(artanh r +- z e) with e^2 = (1 + r^2 / 2) / (n - 3) (Bonett and Wright 2000, Psychometrika 65:23). It has no
/// width at -1 and 1.
///
/// # Errors
///
/// Fewer than four pairs, a correlation outside [-1, 1] or a level outside (0, 1).
///
/// # Examples
///
/// ```
/// let (low, high) = standoff_stats::rank_correlation::spearman_interval(0.5, 103, 0.95)?;
/// assert!((low - 0.329).abs() < 5e-4 && (high - 0.639).abs() < 5e-4);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn spearman_interval(correlation: f64, pairs: usize, level: f64) -> Result<(f64, f64), StatsError> {
    at_least(4, pairs)?;
    all_finite(&[correlation], |value| value.abs() <= 1.0)?;
    all_finite(&[level], |level| level > 0.0 && level < 1.0)?;
    let error = ((1.0 + 0.5 * correlation * correlation) / (pairs - 3) as f64).sqrt();
    let reach = normal_quantile(0.5 + 0.5 * level) * error;
    let centre = libm::atanh(correlation);
    Ok((libm::tanh(centre - reach), libm::tanh(centre + reach)))
}

/// The ranks of the values, from 1; equal values share the mean of their ranks.
///
/// ```
/// assert_eq!(standoff_stats::rank_correlation::mid_ranks(&[30.0, 10.0, 30.0]), [2.5, 1.0, 2.5]);
/// ```
pub fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&left, &right| values[left].total_cmp(&values[right]));
    let (mut ranks, mut before) = (vec![0.0; values.len()], 0);
    for tied in order.chunk_by(|&left, &right| values[left] == values[right]) {
        let shared = before as f64 + 0.5 * (tied.len() + 1) as f64;
        tied.iter().for_each(|&index| ranks[index] = shared);
        before += tied.len();
    }
    ranks
}

/// Pearson's correlation; clamped, as rounding can carry it beyond 1.
fn pearson_correlation(left: &[f64], right: &[f64]) -> Result<f64, StatsError> {
    let product = centred_product_sum(left, right);
    let scale = (centred_product_sum(left, left) * centred_product_sum(right, right)).sqrt();
    if scale > 0.0 { Ok((product / scale).clamp(-1.0, 1.0)) } else { Err(StatsError::NoSpread) }
}

/// The sum of products of deviations from the means.
fn centred_product_sum(left: &[f64], right: &[f64]) -> f64 {
    let (centre, other) = (mean(left), mean(right));
    sum_of(left.iter().zip(right).map(|(x, y)| (x - centre) * (y - other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    #[test]
    fn agrees_with_scipy() {
        let text = include_str!("../../../fixtures/oracle/estimators.json");
        let rows = read_table::<3>(text, "spearman_data");
        let column = |index: usize| rows.iter().map(|row| row[index]).collect::<Vec<f64>>();
        let [[without, with_ties]] = read_table(text, "spearman")[..] else { panic!("one row") };
        assert!((spearman_correlation(&column(0), &column(1)).unwrap() - without).abs() < 1e-14);
        assert!((spearman_correlation(&column(0), &column(2)).unwrap() - with_ties).abs() < 1e-14);
    }

    /// Seed 12, 2,000 samples of 100 normal pairs with correlation 0.6, whose Spearman correlation is
    /// 6 / pi asin(0.3) = 0.582: the 95 % interval holds it in 95 % of cases within 3.29 standard errors of 0.5 %.
    #[test]
    fn interval_covers() {
        let normal = |row, path, name| normal_quantile(standoff_num::Draws::new(12, row, path).uniform(0, 0, name));
        let covered = |path: u32| {
            let x: Vec<f64> = (0..100).map(|row| normal(row, path, 0)).collect();
            let y: Vec<f64> = (0..100).map(|row| 0.6 * normal(row, path, 0) + 0.8 * normal(row, path, 1)).collect();
            let (low, high) = spearman_interval(spearman_correlation(&x, &y).unwrap(), 100, 0.95).unwrap();
            low < 0.5819 && 0.5819 < high
        };
        let share = (0..2_000).filter(|&path| covered(path)).count() as f64 / 2_000.0;
        assert!((share - 0.95).abs() < 0.017, "{share}");
        assert_eq!(spearman_interval(1.0, 10, 0.9), Ok((1.0, 1.0)));
        assert!(spearman_interval(0.5, 3, 0.9).is_err() && spearman_interval(1.1, 9, 0.9).is_err());
    }

    #[test]
    fn each_fault_has_its_error() {
        assert_eq!(spearman_correlation(&[1.0, 1.0], &[1.0, 2.0]).unwrap_err(), StatsError::NoSpread);
        assert!(spearman_correlation(&[1.0], &[1.0]).is_err() && spearman_correlation(&[1.0, 2.0], &[1.0]).is_err());
        assert!(spearman_correlation(&[1.0, f64::NAN], &[1.0, 2.0]).is_err());
        assert!([0.0, 1.0, -0.5, 1.5].into_iter().all(|level| spearman_interval(0.5, 9, level).is_err()));
    }
}
