//! Scores of chances of categories.

use super::counted_forecasts::CategoryCase;
use super::pit_scores::{describe_pit, pit_uniform};
use super::scores::{CategoryAnswer, CategoryScores, OrderedScores};
use standoff_stats::StatsError;
use standoff_stats::score::{
    category_brier_score, category_log_score, mean_score_with_error, randomised_pit, ranked_probability_score,
};
use std::collections::BTreeSet;

/// The scores of the forecasts of one forecaster; none without forecasts.
pub(super) fn score_categories(cases: &[&CategoryCase<'_>], seed: u64) -> Result<Option<CategoryScores>, StatsError> {
    if cases.is_empty() {
        return Ok(None);
    }
    let answers: Vec<CategoryAnswer> = cases.iter().map(|case| score_category(case, seed)).collect::<Result<_, _>>()?;
    let clusters: Vec<usize> = cases.iter().map(|case| case.cluster).collect();
    let brier = mean_score_with_error(&answers.iter().map(|answer| answer.brier).collect::<Vec<f64>>(), &clusters)?;
    let logs: Vec<f64> = answers.iter().filter_map(|answer| answer.log).collect();
    let infinite = answers.len() - logs.len();
    let log = if infinite == 0 { Some(mean_score_with_error(&logs, &clusters)?) } else { None };
    Ok(Some(CategoryScores {
        questions: count_questions(cases.iter().copied()),
        forecasts: cases.len(),
        clusters: brier.clusters,
        brier: brier.mean,
        brier_error: brier.error,
        log: log.map(|log| log.mean),
        log_error: log.and_then(|log| log.error),
        infinite,
        ordered: score_ordered(cases, &answers)?,
        answers,
    }))
}

fn count_questions<'a>(cases: impl Iterator<Item = &'a CategoryCase<'a>>) -> usize {
    cases.map(|case| &case.stated.question).collect::<BTreeSet<_>>().len()
}

fn score_category(case: &CategoryCase<'_>, seed: u64) -> Result<CategoryAnswer, StatsError> {
    let (chances, outcome, ordered) = (&case.chances, case.outcome, case.categories.ordered);
    Ok(CategoryAnswer {
        question: case.stated.question.clone(),
        made: case.stated.made.to_string(),
        outcome: case.categories.names[outcome].clone(),
        p: chances[outcome],
        brier: category_brier_score(chances, outcome)?,
        log: Some(category_log_score(chances, outcome)?).filter(|score| score.is_finite()),
        ranked: ordered.then(|| ranked_probability_score(chances, outcome)).transpose()?,
        pit: ordered.then(|| category_pit(case, seed)).transpose()?,
    })
}

/// The place of the outcome in the distribution, drawn between the chance of less and the chance of no more.
fn category_pit(case: &CategoryCase<'_>, seed: u64) -> Result<f64, StatsError> {
    let below: f64 = case.chances[..case.outcome].iter().sum();
    // Decimals may add up to a little more than 1.
    let up_to = (below + case.chances[case.outcome]).min(1.0);
    randomised_pit(below.min(up_to), up_to, pit_uniform(case.stated, seed))
}

/// The scores of those whose categories have an order.
fn score_ordered(cases: &[&CategoryCase<'_>], answers: &[CategoryAnswer]) -> Result<Option<OrderedScores>, StatsError> {
    let ordered = || cases.iter().zip(answers).filter(|(case, _)| case.categories.ordered);
    let scores: Vec<f64> = ordered().filter_map(|(_, answer)| answer.ranked).collect();
    if scores.is_empty() {
        return Ok(None);
    }
    let clusters: Vec<usize> = ordered().map(|(case, _)| case.cluster).collect();
    let places: Vec<f64> = ordered().filter_map(|(_, answer)| answer.pit).collect();
    let found = mean_score_with_error(&scores, &clusters)?;
    Ok(Some(OrderedScores {
        questions: count_questions(ordered().map(|(case, _)| *case)),
        forecasts: scores.len(),
        clusters: found.clusters,
        ranked: found.mean,
        ranked_error: found.error,
        pit: describe_pit(&places)?,
    }))
}
