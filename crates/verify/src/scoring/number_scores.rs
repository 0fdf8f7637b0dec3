//! Scores of numeric forecasts, which are stated as quantiles.

use super::counted_forecasts::NumberCase;
use super::scores::{IntervalAnswer, IntervalCoverage, NumberAnswer, NumberScores, QuantileMean};
use standoff_stats::StatsError;
use standoff_stats::score::{
    count_coverage, interval_score, mean_quantile_score, mean_score_with_error, weighted_interval_score,
};
use std::collections::{BTreeMap, BTreeSet};

/// Central intervals that are scored: chance inside, and the levels of the ends.
const INTERVALS: [(f64, f64, f64); 3] = [(0.5, 0.25, 0.75), (0.8, 0.1, 0.9), (0.9, 0.05, 0.95)];
/// Tolerance when levels are compared: levels are typed as decimals.
const LEVEL_TOLERANCE: f64 = 1e-9;

/// The scores of the forecasts of one forecaster; none without forecasts.
pub(super) fn score_numbers(cases: &[&NumberCase<'_>], level: f64) -> Result<Option<NumberScores>, StatsError> {
    if cases.is_empty() {
        return Ok(None);
    }
    let covered = INTERVALS.into_iter().map(|(stated, _, _)| count_interval(cases, stated, level));
    Ok(Some(NumberScores {
        questions: cases.iter().map(|case| &case.stated.question).collect::<BTreeSet<_>>().len(),
        coverage: covered.filter_map(Result::transpose).collect::<Result<_, _>>()?,
        means: mean_scores(cases)?,
        answers: cases.iter().map(|case| score_number(case)).collect::<Result<_, _>>()?,
    }))
}

/// Means over the questions of each unit and set of levels: scores of other levels are no measure of each other.
fn mean_scores(cases: &[&NumberCase<'_>]) -> Result<Vec<QuantileMean>, StatsError> {
    // The bits of positive numbers sort as the numbers do, and floats are no keys of a map.
    let levels = |case: &NumberCase<'_>| case.quantiles.iter().map(|one| one.0.to_bits()).collect::<Vec<u64>>();
    let mut alike: BTreeMap<(&str, Vec<u64>), Vec<&NumberCase<'_>>> = BTreeMap::new();
    for case in cases {
        if let Some(unit) = case.unit {
            alike.entry((unit, levels(case))).or_default().push(case);
        }
    }
    alike.into_iter().map(|((unit, _), cases)| mean_of_unit(unit, &cases)).collect()
}

fn mean_of_unit(unit: &str, cases: &[&NumberCase<'_>]) -> Result<QuantileMean, StatsError> {
    let score = |case: &&NumberCase<'_>| mean_quantile_score(case.quantiles, case.outcome);
    let scores: Vec<f64> = cases.iter().map(score).collect::<Result<_, _>>()?;
    let clusters: Vec<usize> = cases.iter().map(|case| case.cluster).collect();
    let found = mean_score_with_error(&scores, &clusters)?;
    let weighted = weighted_interval_score(cases[0].quantiles, cases[0].outcome)?;
    Ok(QuantileMean {
        unit: unit.to_owned(),
        levels: cases[0].quantiles.iter().map(|one| one.0).collect(),
        questions: cases.iter().map(|case| &case.stated.question).collect::<BTreeSet<_>>().len(),
        forecasts: cases.len(),
        clusters: found.clusters,
        quantile_score: found.mean,
        quantile_score_error: found.error,
        is_weighted_interval_score: weighted.is_some(),
    })
}

/// The central interval of a chance, where both of its ends were stated.
fn interval_ends(case: &NumberCase<'_>, stated: f64) -> Option<(f64, f64)> {
    let (_, low, high) = INTERVALS.into_iter().find(|(chance, _, _)| *chance == stated)?;
    let at = |level: f64| case.quantiles.iter().find(|one| (one.0 - level).abs() < LEVEL_TOLERANCE).map(|one| one.1);
    at(low).zip(at(high))
}

fn count_interval(cases: &[&NumberCase<'_>], stated: f64, level: f64) -> Result<Option<IntervalCoverage>, StatsError> {
    let held = cases.iter().filter_map(|case| Some((interval_ends(case, stated)?, case.outcome)));
    let (intervals, outcomes): (Vec<(f64, f64)>, Vec<f64>) = held.unzip();
    if outcomes.is_empty() {
        return Ok(None);
    }
    let found = count_coverage(&intervals, &outcomes, level)?;
    let (low, high) = found.interval;
    Ok(Some(IntervalCoverage { stated, inside: found.inside, outcomes: found.outcomes, share: found.share, low, high }))
}

fn score_number(case: &NumberCase<'_>) -> Result<NumberAnswer, StatsError> {
    let interval = |(stated, _, _): (f64, f64, f64)| {
        let (low, high) = interval_ends(case, stated)?;
        let score = interval_score((low, high), stated, case.outcome);
        let inside = low <= case.outcome && case.outcome <= high;
        Some(score.map(|score| IntervalAnswer { stated, low, high, inside, score }))
    };
    Ok(NumberAnswer {
        question: case.stated.question.clone(),
        made: case.stated.made.to_string(),
        outcome: case.outcome,
        levels: case.quantiles.len(),
        quantile_score: mean_quantile_score(case.quantiles, case.outcome)?,
        weighted_interval_score: weighted_interval_score(case.quantiles, case.outcome)?,
        intervals: INTERVALS.into_iter().filter_map(interval).collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_stats::score::sample_crps;

    /// Evenly spread levels come to the CRPS of the sample: the k-th of n values is the quantile of (k - 1/2) / n.
    #[test]
    fn many_even_levels_come_to_the_crps() {
        let sample: Vec<f64> = (0..400).map(|at| f64::from(at * at) / 1000.0).collect();
        let level = |at: usize| (at as f64 + 0.5) / sample.len() as f64;
        let quantiles: Vec<(f64, f64)> = sample.iter().enumerate().map(|(at, &value)| (level(at), value)).collect();
        for outcome in [-5.0, 12.0, 61.3, 300.0] {
            let score = mean_quantile_score(&quantiles, outcome).unwrap();
            assert!((score - sample_crps(&sample, outcome).unwrap()).abs() < 1e-9 * score, "{outcome}");
        }
    }
}
