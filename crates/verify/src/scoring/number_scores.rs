//! Scores of numeric forecasts, which are stated as quantiles.

use super::counted_forecasts::NumberCase;
use super::scores::{IntervalAnswer, IntervalCoverage, NumberAnswer, NumberScores};
use standoff_num::sums::mean;
use standoff_stats::StatsError;
use standoff_stats::score::{count_coverage, interval_score};
use std::collections::BTreeSet;

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
        answers: cases.iter().map(|case| score_number(case)).collect::<Result<_, _>>()?,
    }))
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
    let losses: Vec<f64> = case.quantiles.iter().map(|&quantile| 2.0 * quantile_loss(quantile, case.outcome)).collect();
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
        quantile_score: mean(&losses),
        intervals: INTERVALS.into_iter().filter_map(interval).collect::<Result<_, _>>()?,
    })
}

/// The loss of one quantile: level times how far the outcome lies above, or the rest times how far below (Gneiting and
/// Raftery 2007, JASA 102:359, section 6.1).
fn quantile_loss((level, value): (f64, f64), outcome: f64) -> f64 {
    if outcome >= value { level * (outcome - value) } else { (1.0 - level) * (value - outcome) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_stats::score::sample_crps;

    /// Evenly spread levels come to the CRPS of the sample: the k-th of n values is the quantile of (k - 1/2) / n.
    #[test]
    fn many_even_levels_come_to_the_crps() {
        let sample: Vec<f64> = (0..400).map(|at| f64::from(at * at) / 1000.0).collect();
        for outcome in [-5.0, 12.0, 61.3, 300.0] {
            let losses = sample
                .iter()
                .enumerate()
                .map(|(at, &value)| 2.0 * quantile_loss(((at as f64 + 0.5) / sample.len() as f64, value), outcome));
            let score = mean(&losses.collect::<Vec<_>>());
            assert!((score - sample_crps(&sample, outcome).unwrap()).abs() < 1e-9 * score, "{outcome}");
        }
    }
}
