//! Which uncertain parameters swing the answer: its mean in the lowest and in the highest third of their draws.

use crate::measure::{Ensemble, holds};
use serde::{Deserialize, Serialize};
use standoff_num::sums::mean;
use standoff_scenario::Values;

/// Parameters reported.
const REPORTED: usize = 12;
/// Months at which the answer is taken.
const MONTHS: usize = 12;

/// How the chance that the line holds twelve months goes with a parameter. Parameters vary together at random, so that a
/// swing is an association across draws and no effect of the one parameter alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// Path of the parameter.
    pub parameter: String,
    /// What it is.
    pub meaning: String,
    /// Unit of the parameter.
    pub unit: String,
    /// Mean of the parameter in the lowest third of its draws.
    pub low: f64,
    /// Mean of the parameter in the highest third of its draws.
    pub high: f64,
    /// The answer in the lowest third.
    pub at_low: f64,
    /// The answer in the highest third.
    pub at_high: f64,
    /// Standard error of the difference between the two.
    pub error: f64,
}

pub fn measure(ensemble: &Ensemble<'_>) -> Vec<Swing> {
    let months = MONTHS.min(ensemble.horizon());
    let answers = ensemble.by_draw(|run| holds(run, months));
    let third = answers.len() / 3;
    if third < 2 {
        return Vec::new();
    }
    let parameters = ensemble.design.scenario.parameters.iter().enumerate();
    let mut swings: Vec<Swing> = parameters
        .filter_map(|(place, parameter)| {
            let [low, high] = thirds(&answers, place, third)?;
            Some(Swing {
                parameter: parameter.path.clone(),
                meaning: parameter.definition.meaning.to_owned(),
                unit: parameter.definition.unit.base().to_owned(),
                low: mean(&low.iter().map(|pair| pair.0).collect::<Vec<_>>()),
                high: mean(&high.iter().map(|pair| pair.0).collect::<Vec<_>>()),
                at_low: mean(&low.iter().map(|pair| pair.1).collect::<Vec<_>>()),
                at_high: mean(&high.iter().map(|pair| pair.1).collect::<Vec<_>>()),
                error: (squared_error(&low) + squared_error(&high)).sqrt(),
            })
        })
        .collect();
    let strength = |swing: &Swing| (swing.at_high - swing.at_low).abs();
    swings.sort_by(|one, other| strength(other).total_cmp(&strength(one)).then(one.parameter.cmp(&other.parameter)));
    swings.truncate(REPORTED);
    swings
}

/// Parameter and answer in the lowest and in the highest third of the draws; none where the parameter does not vary.
fn thirds(answers: &[(&Values, f64)], place: usize, third: usize) -> Option<[Vec<(f64, f64)>; 2]> {
    let mut pairs: Vec<(f64, f64)> =
        answers.iter().map(|(values, answer)| (values.as_slice()[place], *answer)).collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let varies = pairs.first().zip(pairs.last()).is_some_and(|(first, last)| first.0 < last.0);
    varies.then(|| [pairs[..third].to_vec(), pairs[pairs.len() - third..].to_vec()])
}

/// Squared standard error of the mean answer.
fn squared_error(pairs: &[(f64, f64)]) -> f64 {
    let centre = mean(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let squares: f64 = pairs.iter().map(|pair| (pair.1 - centre) * (pair.1 - centre)).sum();
    squares / ((pairs.len() - 1) * pairs.len()) as f64
}
