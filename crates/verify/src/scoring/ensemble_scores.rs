//! Scores of ensembles.

use super::counted_forecasts::EnsembleCase;
use super::pit_scores::{describe_pit, pit_uniform};
use super::scores::{EnsembleAnswer, EnsembleMean, EnsembleScores};
use standoff_stats::StatsError;
use standoff_stats::score::{fair_crps, mean_score_with_error, sample_crps, sample_pit};
use std::collections::{BTreeMap, BTreeSet};

/// The scores of the forecasts of one forecaster; none without forecasts.
pub(super) fn score_ensembles(cases: &[&EnsembleCase<'_>], seed: u64) -> Result<Option<EnsembleScores>, StatsError> {
    if cases.is_empty() {
        return Ok(None);
    }
    let answers: Vec<EnsembleAnswer> = cases.iter().map(|case| score_ensemble(case, seed)).collect::<Result<_, _>>()?;
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        if let Some(unit) = case.unit {
            units.entry(unit).or_default().push(place);
        }
    }
    let means = units.into_iter().map(|(unit, places)| mean_of_unit(unit, &places, cases, &answers));
    Ok(Some(EnsembleScores {
        questions: cases.iter().map(|case| &case.stated.question).collect::<BTreeSet<_>>().len(),
        forecasts: cases.len(),
        means: means.collect::<Result<_, _>>()?,
        pit: describe_pit(&answers.iter().map(|answer| answer.pit).collect::<Vec<f64>>())?,
        answers,
    }))
}

fn score_ensemble(case: &EnsembleCase<'_>, seed: u64) -> Result<EnsembleAnswer, StatsError> {
    let several = case.members.len() > 1;
    Ok(EnsembleAnswer {
        question: case.stated.question.clone(),
        made: case.stated.made.to_string(),
        outcome: case.outcome,
        members: case.members.len(),
        crps: sample_crps(case.members, case.outcome)?,
        fair_crps: several.then(|| fair_crps(case.members, case.outcome)).transpose()?,
        pit: sample_pit(case.members, case.outcome, pit_uniform(case.stated, seed))?,
    })
}

fn mean_of_unit(
    unit: &str,
    places: &[usize],
    cases: &[&EnsembleCase<'_>],
    answers: &[EnsembleAnswer],
) -> Result<EnsembleMean, StatsError> {
    let clusters: Vec<usize> = places.iter().map(|&place| cases[place].cluster).collect();
    let scores: Vec<f64> = places.iter().map(|&place| answers[place].crps).collect();
    let fair: Option<Vec<f64>> = places.iter().map(|&place| answers[place].fair_crps).collect();
    let found = mean_score_with_error(&scores, &clusters)?;
    let fair = fair.map(|scores| mean_score_with_error(&scores, &clusters)).transpose()?;
    Ok(EnsembleMean {
        unit: unit.to_owned(),
        questions: places.iter().map(|&place| &cases[place].stated.question).collect::<BTreeSet<_>>().len(),
        forecasts: places.len(),
        clusters: found.clusters,
        crps: found.mean,
        crps_error: found.error,
        fair_crps: fair.map(|found| found.mean),
        fair_crps_error: fair.and_then(|found| found.error),
    })
}
