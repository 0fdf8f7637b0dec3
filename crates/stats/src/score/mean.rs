//! The mean of scores with its standard error.

use standoff_num::sums::{mean, sum_of};
use std::collections::BTreeMap;

use crate::error::{StatsError, all_finite, at_least, same_length};

/// A mean of scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanScore {
    /// The mean over all scores.
    pub mean: f64,
    /// Its standard error, with scores of different clusters taken as independent; none with fewer than two clusters.
    pub error: Option<f64>,
    /// The number of clusters.
    pub clusters: usize,
}

/// Estimates a mean and its standard error from scores that depend on each other within clusters.
///
/// The squared error is c / (c - 1) times the sum over the c clusters of (sum of score - mean)^2, over n^2 (Liang and
/// Zeger 1986, Biometrika 73:13, for a mean). With one score in each cluster it is the variance over n. `clusters[i]` is
/// any number; scores that share it may depend on each other.
///
/// # Errors
///
/// Columns of different length, no scores, or a score that is not finite.
///
/// # Examples
///
/// ```
/// use standoff_stats::score::mean_score_with_error;
/// let found = mean_score_with_error(&[0.0, 1.0, 1.0, 0.0], &[0, 1, 2, 3])?;
/// assert_eq!((found.mean, found.error), (0.5, Some((1.0_f64 / 3.0 / 4.0).sqrt())));
/// assert_eq!(mean_score_with_error(&[0.0, 1.0], &[7, 7])?.error, None);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn mean_score_with_error(scores: &[f64], clusters: &[usize]) -> Result<MeanScore, StatsError> {
    same_length(scores.len(), clusters.len())?;
    at_least(1, scores.len())?;
    all_finite(scores, |_| true)?;
    let centre = mean(scores);
    let mut excess: BTreeMap<usize, f64> = BTreeMap::new();
    scores.iter().zip(clusters).for_each(|(score, &cluster)| *excess.entry(cluster).or_default() += score - centre);
    let (number, count) = (excess.len() as f64, scores.len() as f64);
    let squares = sum_of(excess.values().map(|sum| sum * sum));
    let error = (excess.len() > 1).then(|| (number / (number - 1.0) * squares).sqrt() / count);
    Ok(MeanScore { mean: centre, error, clusters: excess.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/categories.json");

    #[test]
    fn errors_agree_with_statsmodels() {
        let rows = read_table::<2>(ORACLE, "clustered");
        let scores: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let clusters: Vec<usize> = rows.iter().map(|row| row[1] as usize).collect();
        let each: Vec<usize> = (0..scores.len()).collect();
        let [clustered, plain] = read_table::<2>(ORACLE, "clustered_mean").try_into().unwrap();
        for ([mean, error], clusters) in [clustered, plain].into_iter().zip([&clusters, &each]) {
            let found = mean_score_with_error(&scores, clusters).unwrap();
            assert!((found.mean - mean).abs() < 1e-12 && (found.error.unwrap() - error).abs() < 1e-12);
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(mean_score_with_error(&[], &[]), Err(StatsError::TooFew { found: 0, needed: 1 }));
        assert!(mean_score_with_error(&[f64::INFINITY], &[0]).is_err() && mean_score_with_error(&[1.0], &[]).is_err());
    }
}
