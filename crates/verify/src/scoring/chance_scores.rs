//! Scores of chances: Brier and logarithmic scores, and the reliability diagram.

use super::counted_forecasts::ChanceCase;
use super::scores::{BrierDecomposition, ChanceAnswer, ChanceScores, ReliabilityBin};
use standoff_num::sums::mean;
use standoff_stats::StatsError;
use standoff_stats::score::{Binning, Reliability, assess_reliability, brier_score, log_score, mean_score_with_error};
use std::collections::BTreeSet;

/// The scores of the forecasts of one forecaster; none without forecasts.
pub(super) fn score_chances(
    cases: &[&ChanceCase<'_>],
    bins: usize,
    level: f64,
) -> Result<Option<ChanceScores>, StatsError> {
    if cases.is_empty() {
        return Ok(None);
    }
    let (stated, happened): (Vec<f64>, Vec<bool>) = cases.iter().map(|case| (case.chance, case.happened)).unzip();
    let answers: Vec<ChanceAnswer> = cases.iter().map(|case| score_chance(case)).collect::<Result<_, _>>()?;
    let finite: Vec<f64> = answers.iter().filter_map(|answer| answer.log).collect();
    let log_of_finite = (!finite.is_empty()).then(|| mean(&finite));
    let infinite = answers.len() - finite.len();
    let clusters: Vec<usize> = cases.iter().map(|case| case.cluster).collect();
    let briers: Vec<f64> = answers.iter().map(|answer| answer.brier).collect();
    let brier = mean_score_with_error(&briers, &clusters)?;
    let log_error = if infinite == 0 { mean_score_with_error(&finite, &clusters)?.error } else { None };
    let found = assess_reliability(&stated, &happened, Binning::EqualWidth(bins), level)?;
    Ok(Some(ChanceScores {
        questions: cases.iter().map(|case| &case.stated.question).collect::<BTreeSet<_>>().len(),
        forecasts: cases.len(),
        happened: happened.iter().filter(|&&happened| happened).count(),
        clusters: brier.clusters,
        brier: found.decomposition.brier,
        brier_error: brier.error,
        log: log_of_finite.filter(|_| infinite == 0),
        log_error,
        infinite,
        log_of_finite,
        decomposition: describe_decomposition(&found),
        reliability: found.bins.iter().map(describe_bin).collect(),
        answers,
    }))
}

fn score_chance(case: &ChanceCase<'_>) -> Result<ChanceAnswer, StatsError> {
    Ok(ChanceAnswer {
        question: case.stated.question.clone(),
        made: case.stated.made.to_string(),
        p: case.chance,
        happened: case.happened,
        brier: brier_score(case.chance, case.happened)?,
        log: Some(log_score(case.chance, case.happened)?).filter(|score| score.is_finite()),
    })
}

fn describe_decomposition(found: &Reliability) -> BrierDecomposition {
    let parts = found.decomposition;
    BrierDecomposition {
        reliability: parts.reliability,
        resolution: parts.resolution,
        uncertainty: parts.uncertainty,
        within: parts.within_variance - parts.within_covariance,
    }
}

fn describe_bin(bin: &standoff_stats::score::ReliabilityBin) -> ReliabilityBin {
    ReliabilityBin {
        from: bin.low,
        to: bin.high,
        chance: bin.chance,
        forecasts: bin.forecasts,
        happened: bin.happened,
        frequency: bin.frequency,
        low: bin.interval.0,
        high: bin.interval.1,
    }
}
