//! Scores of chances.

use super::choose::ChanceCase;
use super::scores::{Bin, ChanceAnswer, Chances, Decomposition};
use standoff_num::sums::mean;
use standoff_stats::StatsError;
use standoff_stats::score::{Binning, Reliability, assess_reliability};
use standoff_stats::score::{brier_score, log_score};
use std::collections::BTreeSet;

/// The scores of the forecasts of one forecaster; none without forecasts.
pub(super) fn chances(cases: &[&ChanceCase<'_>], bins: usize, level: f64) -> Result<Option<Chances>, StatsError> {
    if cases.is_empty() {
        return Ok(None);
    }
    let (stated, happened): (Vec<f64>, Vec<bool>) = cases.iter().map(|case| (case.chance, case.happened)).unzip();
    let answers: Vec<ChanceAnswer> = cases.iter().map(|case| answer(case)).collect::<Result<_, _>>()?;
    let finite: Vec<f64> = answers.iter().filter_map(|answer| answer.log).collect();
    let log_of_finite = (!finite.is_empty()).then(|| mean(&finite));
    let infinite = answers.len() - finite.len();
    let found = assess_reliability(&stated, &happened, Binning::EqualWidth(bins), level)?;
    Ok(Some(Chances {
        questions: cases.iter().map(|case| &case.stated.question).collect::<BTreeSet<_>>().len(),
        forecasts: cases.len(),
        happened: happened.iter().filter(|&&happened| happened).count(),
        brier: found.decomposition.brier,
        log: log_of_finite.filter(|_| infinite == 0),
        infinite,
        log_of_finite,
        decomposition: decomposition(&found),
        reliability: found.bins.iter().map(bin).collect(),
        answers,
    }))
}

fn answer(case: &ChanceCase<'_>) -> Result<ChanceAnswer, StatsError> {
    Ok(ChanceAnswer {
        question: case.stated.question.clone(),
        made: case.stated.made.to_string(),
        p: case.chance,
        happened: case.happened,
        brier: brier_score(case.chance, case.happened)?,
        log: Some(log_score(case.chance, case.happened)?).filter(|score| score.is_finite()),
    })
}

fn decomposition(found: &Reliability) -> Decomposition {
    let parts = found.decomposition;
    Decomposition {
        reliability: parts.reliability,
        resolution: parts.resolution,
        uncertainty: parts.uncertainty,
        within: parts.within_variance - parts.within_covariance,
    }
}

fn bin(bin: &standoff_stats::score::ReliabilityBin) -> Bin {
    Bin {
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
