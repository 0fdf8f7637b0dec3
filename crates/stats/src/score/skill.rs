//! Skill: how much better one forecaster is than another on the same questions.

use std::collections::BTreeMap;

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::intervals::bootstrap::{Bootstrap, Estimate};

/// The largest share of resamples without skill with which the others still make an interval. One in a hundred moves an
/// end of a 90 % interval by at most one percentile.
const MOST_WITHOUT: f64 = 0.01;

/// A skill with its bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skill {
    /// The skill, from all questions.
    pub value: f64,
    /// The lower end of the percentile interval; `None` if too many resamples have no skill.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Resamples in which the baseline makes no loss: they have no skill and are left out.
    pub without: usize,
    /// All resamples.
    pub resamples: usize,
}

/// The skill 1 - sum of scores / sum of baseline scores, with its bootstrap interval.
///
/// 1 is perfect, 0 as good as the baseline, below 0 worse. `scores` and `baseline` are losses of the same questions in
/// the same order, and are resampled as pairs. Questions whose errors are correlated, such as all those asked at one
/// date, belong to one cluster: `clusters` gives the cluster of each question, and whole clusters are resampled;
/// without it each question is its own cluster. With fewer than about ten clusters the interval is too narrow (Cameron,
/// Gelbach and Miller 2008, Rev. Econ. Stat. 90:414).
///
/// A resample whose baseline sums to 0 has no skill: nothing can be saved of no loss, and any loss is infinitely worse.
/// Leaving such resamples out flatters, because it looks only where the baseline erred. So they are counted, and if
/// they are more than one in a hundred there is no interval.
///
/// # Errors
///
/// Columns of different length, fewer than two clusters, a score that is not finite, a baseline whose sum is not
/// positive, or an unsound plan. An infinite logarithmic score has no skill to estimate.
///
/// # Examples
///
/// ```
/// use standoff_stats::{Bootstrap, score::estimate_skill};
/// let (scores, baseline) = ([0.1, 0.2, 0.0, 0.1], [0.2; 4]);
/// let found = estimate_skill(&scores, &baseline, Some(&[1, 1, 2, 2]), &Bootstrap::default())?;
/// let (low, high) = found.low.zip(found.high).unwrap();
/// assert!((found.value - 0.5).abs() < 1e-12 && (low - 0.25).abs() < 1e-12 && (high - 0.75).abs() < 1e-12);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn estimate_skill(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Skill, StatsError> {
    let columns = sums_by_cluster(scores, baseline, clusters, plan)?;
    let (all, resampled) = cluster_sums(&columns[..2], plan);
    if all[1] <= 0.0 {
        return Err(StatsError::BadSetting { name: "sum of the baseline scores", value: all[1] });
    }
    Ok(Skill::from_sums(&all, &resampled, plan))
}

/// Estimates both [`estimate_skill`] and [`estimate_gain`] from the same resamples, which halves the work; no skill if
/// the baseline makes no loss.
///
/// # Errors
///
/// As [`estimate_gain`].
///
/// # Examples
///
/// ```
/// use standoff_stats::{Bootstrap, score::{estimate_gain, estimate_skill, estimate_skill_and_gain}};
/// let (ours, theirs, plan) = ([0.1, 0.2, 0.0], [0.3, 0.2, 0.2], Bootstrap::default());
/// let both = estimate_skill_and_gain(&ours, &theirs, None, &plan)?;
/// assert_eq!(both, (Some(estimate_skill(&ours, &theirs, None, &plan)?), estimate_gain(&ours, &theirs, None, &plan)?));
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn estimate_skill_and_gain(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<(Option<Skill>, Estimate), StatsError> {
    let columns = sums_by_cluster(scores, baseline, clusters, plan)?;
    let (all, resampled) = cluster_sums(&columns, plan);
    let skill = (all[1] > 0.0).then(|| Skill::from_sums(&all, &resampled, plan));
    Ok((skill, estimate_figure(&all, &resampled, plan, mean_saved_loss)))
}

impl Skill {
    fn from_sums(all: &[f64], resampled: &[Vec<f64>], plan: &Bootstrap) -> Self {
        let ratio = |sums: &[f64]| 1.0 - sums[0] / sums[1];
        let finite = resampled.iter().filter(|sums| ratio(sums).is_finite()).count();
        Self::from_estimate(estimate_figure(all, resampled, plan, ratio), resampled.len(), finite)
    }

    fn from_estimate(estimate: Estimate, resamples: usize, finite: usize) -> Self {
        let without = resamples - finite;
        let few = without as f64 <= MOST_WITHOUT * resamples as f64;
        let end = |end: f64| Some(end).filter(|end| few && end.is_finite());
        Self { value: estimate.value, low: end(estimate.low), high: end(estimate.high), without, resamples }
    }
}

/// The mean of baseline less score, with its bootstrap interval: how much loss is saved for each question.
///
/// As [`estimate_skill`], in the unit of the scores, and for scores without a natural zero too.
///
/// # Errors
///
/// Columns of different length, fewer than two clusters, a score that is not finite, or an unsound plan.
///
/// # Examples
///
/// ```
/// use standoff_stats::{Bootstrap, score::estimate_gain};
/// let found = estimate_gain(&[0.1, 0.2], &[0.3, 0.2], None, &Bootstrap::default())?;
/// assert!((found.value - 0.1).abs() < 1e-15 && found.low.abs() < 1e-15 && (found.high - 0.2).abs() < 1e-15);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn estimate_gain(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Estimate, StatsError> {
    let columns = sums_by_cluster(scores, baseline, clusters, plan)?;
    let (all, resampled) = cluster_sums(&columns, plan);
    Ok(estimate_figure(&all, &resampled, plan, mean_saved_loss))
}

/// The mean loss saved by a question, from the sums of scores, baseline and questions.
fn mean_saved_loss(sums: &[f64]) -> f64 {
    (sums[1] - sums[0]) / sums[2]
}

/// The sums of columns over all clusters and over those of every resample.
fn cluster_sums(columns: &[Vec<f64>], plan: &Bootstrap) -> (Vec<f64>, Vec<Vec<f64>>) {
    (columns.iter().map(|column| column.iter().sum()).collect(), plan.resample_sums(columns))
}

/// A figure of all clusters with its interval.
fn estimate_figure(all: &[f64], resampled: &[Vec<f64>], plan: &Bootstrap, figure: impl Fn(&[f64]) -> f64) -> Estimate {
    let resampled: Vec<f64> = resampled.iter().map(|sums| figure(sums)).collect();
    Estimate::new(figure(all), &resampled, plan.level)
}

/// Sums of the scores and of the baseline, and the number of questions, `[column, cluster]`.
fn sums_by_cluster(
    scores: &[f64],
    baseline: &[f64],
    clusters: Option<&[usize]>,
    plan: &Bootstrap,
) -> Result<Vec<Vec<f64>>, StatsError> {
    plan.check_plan()?;
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
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    /// Interval ends of 4,000 resamples wander by about 0.004 here, those of the oracle by a tenth of that.
    #[test]
    fn intervals_agree_with_the_oracle() {
        let rows = read_table::<3>(ORACLE, "skill");
        let column = |column: usize| -> Vec<f64> { rows.iter().map(|row| row[column]).collect() };
        let clusters: Vec<usize> = rows.iter().map(|row| row[2] as usize).collect();
        let plan = Bootstrap { seed: 3, resamples: 4_000, level: 0.9 };
        for (clusters, [low, high]) in [Some(&clusters[..]), None].into_iter().zip(read_table(ORACLE, "skill_interval"))
        {
            let found = estimate_skill(&column(0), &column(1), clusters, &plan).unwrap();
            let exact = 1.0 - column(0).iter().sum::<f64>() / column(1).iter().sum::<f64>();
            assert!((found.value - exact).abs() < 1e-13);
            let [from, to] = [found.low.unwrap(), found.high.unwrap()];
            assert!((from - low).abs() < 0.006 && (to - high).abs() < 0.006, "{found:?} {low} {high}");
            assert_eq!((found.without, found.resamples), (0, 4_000));
        }
    }

    #[test]
    fn pairs_are_resampled_together() {
        let baseline: Vec<f64> = (1..50).map(f64::from).collect();
        let scores: Vec<f64> = baseline.iter().map(|score| 0.25 * score).collect();
        let found = estimate_skill(&scores, &baseline, None, &Bootstrap::default()).unwrap();
        let [low, high] = [found.low.unwrap(), found.high.unwrap()];
        assert!((low - 0.75).abs() < 1e-12 && (high - 0.75).abs() < 1e-12);
    }

    /// Of n questions the baseline errs on k: a resample misses all of these with chance (1 - k/n)^n, .35 for one of
    /// ten and .005 for five of fifty; both counts lie within 3.29 standard deviations with chance .999.
    #[test]
    fn resamples_without_skill_are_counted_and_few_of_them_do_no_harm() {
        let plan = Bootstrap { seed: 1, resamples: 1000, level: 0.9 };
        let found = |questions: usize, lossy: usize| {
            let baseline: Vec<f64> = (0..questions).map(|at| if at < lossy { 0.25 } else { 0.0 }).collect();
            estimate_skill(&vec![0.04; questions], &baseline, None, &plan).unwrap()
        };
        let many = found(10, 1);
        assert!((many.value + 0.6).abs() < 1e-12 && (many.low, many.high) == (None, None), "{many:?}");
        assert!(many.without.abs_diff(349) < 50, "{many:?}");
        let few = found(50, 5);
        assert!(few.low.zip(few.high).is_some() && (1..=10).contains(&few.without), "{few:?}");
    }

    /// Names and order of clusters do not matter to the figure; a cluster for each question is no clusters.
    #[test]
    fn clusters_are_only_labels() {
        let (scores, baseline) = ([0.1, 0.4, 0.2, 0.3], [0.5, 0.4, 0.3, 0.2]);
        let plan = Bootstrap::default();
        let each = estimate_gain(&scores, &baseline, Some(&[3, 5, 7, 900]), &plan).unwrap();
        assert_eq!(each, estimate_gain(&scores, &baseline, None, &plan).unwrap());
        let two = estimate_gain(&scores, &baseline, Some(&[8, 1, 8, 1]), &plan).unwrap();
        assert!((two.value - each.value).abs() < 1e-15 && (each.value - 0.1).abs() < 1e-15);
        assert!((two.low + 0.05).abs() < 1e-15 && (two.high - 0.25).abs() < 1e-15, "{two:?}");
    }

    #[test]
    fn each_fault_has_its_error() {
        let plan = Bootstrap::default();
        assert_eq!(estimate_skill(&[0.1], &[0.2], None, &plan), Err(StatsError::TooFew { found: 1, needed: 2 }));
        let one = estimate_skill(&[0.1, 0.1], &[0.2, 0.2], Some(&[4, 4]), &plan);
        assert_eq!(one, Err(StatsError::TooFew { found: 1, needed: 2 }));
        let long = estimate_skill(&[0.1, 0.1], &[0.2, 0.2], Some(&[4]), &plan);
        assert_eq!(long, Err(StatsError::LengthMismatch { left: 2, right: 1 }));
        assert!(matches!(estimate_skill(&[0.1, 0.1], &[0.0, 0.0], None, &plan), Err(StatsError::BadSetting { .. })));
        let (skill, gain) = estimate_skill_and_gain(&[0.1, 0.1], &[0.0, 0.0], None, &plan).unwrap();
        assert!(skill.is_none() && (gain.value + 0.1).abs() < 1e-15);
        assert!(estimate_skill(&[f64::INFINITY, 0.1], &[0.2, 0.2], None, &plan).is_err());
        assert!(estimate_skill(&[0.1, 0.1], &[0.2, 0.2], None, &Bootstrap { level: 0.0, ..plan }).is_err());
    }
}
