//! How much better one forecaster is than another on the same questions.

use std::collections::BTreeMap;

use crate::bootstrap::{Bootstrap, Estimate};
use crate::error::{StatsError, all_finite, at_least, same_length};

/// The skill 1 - sum of scores / sum of baseline scores, with its bootstrap interval.
///
/// 1 is perfect, 0 as good as the baseline, below 0 worse. `scores` and `baseline` are losses of the same questions in
/// the same order, and are resampled as pairs. Questions that share their luck, such as all those asked at one date,
/// belong to one cluster: `clusters` gives the cluster of each question, and whole clusters are resampled; without it
/// each question stands alone. Resamples whose baseline sums to 0 are left out of the interval. With fewer than about
/// ten clusters the interval is too narrow (Cameron, Gelbach and Miller 2008, Rev. Econ. Stat. 90:414).
///
/// # Errors
///
/// Columns of different length, fewer than two clusters, a score that is not finite, a baseline whose sum is not
/// positive, or an unsound plan. An infinite logarithmic score has no skill to estimate.
///
/// # Examples
///
/// ```
/// use standoff_stats::{Bootstrap, score::skill::skill};
/// let found = skill(&[0.1, 0.2, 0.0, 0.1], &[0.2, 0.2, 0.2, 0.2], Some(&[1, 1, 2, 2]), &Bootstrap::default())?;
/// assert!((found.value - 0.5).abs() < 1e-12 && (found.low - 0.25).abs() < 1e-12 && (found.high - 0.75).abs() < 1e-12);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn skill(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Estimate, StatsError> {
    let columns = sums_by_cluster(scores, baseline, clusters, plan)?;
    let total: f64 = columns[1].iter().sum();
    if total <= 0.0 {
        return Err(StatsError::BadSetting { name: "sum of the baseline scores", value: total });
    }
    Ok(estimate(&columns[..2], plan, |sums| 1.0 - sums[0] / sums[1]))
}

/// The mean of baseline less score, with its bootstrap interval: how much loss is saved for each question.
///
/// As [`skill`], in the unit of the scores, and for scores without a natural zero too.
///
/// # Errors
///
/// Columns of different length, fewer than two clusters, a score that is not finite, or an unsound plan.
///
/// # Examples
///
/// ```
/// use standoff_stats::{Bootstrap, score::skill::gain};
/// let found = gain(&[0.1, 0.2], &[0.3, 0.2], None, &Bootstrap::default())?;
/// assert!((found.value - 0.1).abs() < 1e-15 && found.low.abs() < 1e-15 && (found.high - 0.2).abs() < 1e-15);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn gain(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Estimate, StatsError> {
    let columns = sums_by_cluster(scores, baseline, clusters, plan)?;
    Ok(estimate(&columns, plan, |sums| (sums[1] - sums[0]) / sums[2]))
}

/// The figure of all clusters and of every resample, from sums of the columns over clusters.
fn estimate(columns: &[Vec<f64>], plan: &Bootstrap, figure: impl Fn(&[f64]) -> f64) -> Estimate {
    let all: Vec<f64> = columns.iter().map(|column| column.iter().sum()).collect();
    let resampled: Vec<f64> = plan.sums(columns).iter().map(|sums| figure(sums)).collect();
    Estimate::new(figure(&all), &resampled, plan.level)
}

/// Sums of the scores and of the baseline, and the number of questions, `[column, cluster]`.
fn sums_by_cluster(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Vec<Vec<f64>>, StatsError> {
    plan.check()?;
    same_length(scores.len(), baseline.len())?;
    clusters.map_or(Ok(()), |clusters| same_length(scores.len(), clusters.len()))?;
    all_finite(scores, |_| true)?;
    all_finite(baseline, |_| true)?;
    let mut sums: BTreeMap<usize, [f64; 3]> = BTreeMap::new();
    for (question, (score, base)) in scores.iter().zip(baseline).enumerate() {
        let sum = sums.entry(clusters.map_or(question, |clusters| clusters[question])).or_default();
        *sum = [sum[0] + score, sum[1] + base, sum[2] + 1.0];
    }
    at_least(2, sums.len())?;
    Ok((0..3).map(|column| sums.values().map(|sum| sum[column]).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    /// Interval ends of 4,000 resamples wander by about 0.004 here, those of the oracle by a tenth of that.
    #[test]
    fn intervals_agree_with_the_oracle() {
        let rows = table::<3>(ORACLE, "skill");
        let column = |column: usize| -> Vec<f64> { rows.iter().map(|row| row[column]).collect() };
        let clusters: Vec<usize> = rows.iter().map(|row| row[2] as usize).collect();
        let plan = Bootstrap { seed: 3, resamples: 4_000, level: 0.9 };
        for (clusters, [low, high]) in [Some(&clusters[..]), None].into_iter().zip(table(ORACLE, "skill_interval")) {
            let found = skill(&column(0), &column(1), clusters, &plan).unwrap();
            let exact = 1.0 - column(0).iter().sum::<f64>() / column(1).iter().sum::<f64>();
            assert!((found.value - exact).abs() < 1e-13);
            assert!((found.low - low).abs() < 0.006 && (found.high - high).abs() < 0.006, "{found:?} {low} {high}");
        }
    }

    #[test]
    fn pairs_stay_together() {
        let baseline: Vec<f64> = (1..50).map(f64::from).collect();
        let scores: Vec<f64> = baseline.iter().map(|score| 0.25 * score).collect();
        let found = skill(&scores, &baseline, None, &Bootstrap::default()).unwrap();
        assert!((found.low - 0.75).abs() < 1e-12 && (found.high - 0.75).abs() < 1e-12);
    }

    /// Names and order of clusters do not matter to the figure; a cluster for each question is no clusters.
    #[test]
    fn clusters_are_names() {
        let (scores, baseline) = ([0.1, 0.4, 0.2, 0.3], [0.5, 0.4, 0.3, 0.2]);
        let plan = Bootstrap::default();
        let each = gain(&scores, &baseline, Some(&[3, 5, 7, 900]), &plan).unwrap();
        assert_eq!(each, gain(&scores, &baseline, None, &plan).unwrap());
        let two = gain(&scores, &baseline, Some(&[8, 1, 8, 1]), &plan).unwrap();
        assert!((two.value - each.value).abs() < 1e-15 && (each.value - 0.1).abs() < 1e-15);
        assert!((two.low + 0.05).abs() < 1e-15 && (two.high - 0.25).abs() < 1e-15, "{two:?}");
    }

    #[test]
    fn faults_are_named() {
        let plan = Bootstrap::default();
        assert_eq!(skill(&[0.1], &[0.2], None, &plan), Err(StatsError::TooFew { found: 1, needed: 2 }));
        let one = skill(&[0.1, 0.1], &[0.2, 0.2], Some(&[4, 4]), &plan);
        assert_eq!(one, Err(StatsError::TooFew { found: 1, needed: 2 }));
        let long = skill(&[0.1, 0.1], &[0.2, 0.2], Some(&[4]), &plan);
        assert_eq!(long, Err(StatsError::LengthMismatch { left: 2, right: 1 }));
        assert!(matches!(skill(&[0.1, 0.1], &[0.0, 0.0], None, &plan), Err(StatsError::BadSetting { .. })));
        assert!(skill(&[f64::INFINITY, 0.1], &[0.2, 0.2], None, &plan).is_err());
        assert!(skill(&[0.1, 0.1], &[0.2, 0.2], None, &Bootstrap { level: 0.0, ..plan }).is_err());
    }
}
