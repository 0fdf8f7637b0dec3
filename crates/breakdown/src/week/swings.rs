//! Uncertain parameters that swing the answer: its mean in the lowest and in the highest third of their draws.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::random_stream::RandomStream;
use standoff_lab::report_months::near_months;
use standoff_num::Draws;
use standoff_num::quantile::quantiles;
use standoff_num::sums::mean;
use standoff_scenario::Scenario;

/// Parameters reported.
const MOST_REPORTED: usize = 12;
/// Permutations behind the threshold: enough for a 95 % point with ten cases beyond it.
const PERMUTATIONS: usize = 200;
/// Quantile of the largest differences by chance that a swing must exceed.
const THRESHOLD_LEVEL: f64 = 0.95;
/// The association of a parameter with the chance that the line holds for the months that are told first, twelve or up to the horizon. All parameters vary at once, so a
/// swing is an association across draws and not the effect of one parameter alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct Swing {
    /// Path of the parameter.
    pub parameter: String,
    /// Meaning of the parameter.
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
    /// `true` if the difference exceeds the largest by chance alone: see [`SwingByChance`].
    pub told_from_chance: bool,
}

/// The largest of all differences if no parameter had any effect, by permutation: the answers are reassigned to the
/// draws at random, many times. The maximum over parameters corrects for looking at so many of them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SwingByChance {
    /// Parameters that were looked at: all that vary.
    pub parameters: usize,
    /// Permutations.
    pub permutations: usize,
    /// Size that the largest difference exceeds in one permutation of twenty.
    pub threshold: f64,
}

/// The swings, and what chance alone would make of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Swings {
    /// The strongest first.
    pub strongest: Vec<Swing>,
    /// Size of the largest swing by chance alone.
    pub by_chance: SwingByChance,
}

/// Measures the swings of all parameters that vary; none with fewer than six draws, since a third needs two for an error.
pub(super) fn measure_swings(ensemble: &Ensemble<'_>) -> Swings {
    let months = near_months(ensemble.horizon_months());
    let by_draw = ensemble.shares_by_draw(|run| run.holds(months));
    let third = by_draw.len() / 3;
    if third < 2 {
        return Swings::default();
    }
    let answers: Vec<f64> = by_draw.iter().map(|(_, answer)| *answer).collect();
    let column = |place: usize| by_draw.iter().map(|(values, _)| values.as_slice()[place]).collect::<Vec<f64>>();
    let columns = (0..ensemble.design.scenario.parameters.len()).map(column);
    let varying: Vec<VaryingParameter> =
        columns.enumerate().filter_map(|(place, values)| VaryingParameter::new(place, values, third)).collect();
    let by_chance = largest_by_chance(&answers, &varying, ensemble.design.seed);
    let mut strongest: Vec<Swing> =
        varying.iter().map(|column| describe_swing(ensemble.design.scenario, column, &answers, &by_chance)).collect();
    let strength = |swing: &Swing| (swing.at_high - swing.at_low).abs();
    strongest.sort_by(|one, other| strength(other).total_cmp(&strength(one)).then(one.parameter.cmp(&other.parameter)));
    strongest.truncate(MOST_REPORTED);
    Swings { strongest, by_chance }
}

/// A parameter that varies: its values by draw, and the draws in which it is lowest and highest.
struct VaryingParameter {
    place: usize,
    values: Vec<f64>,
    low: Vec<usize>,
    high: Vec<usize>,
}

impl VaryingParameter {
    /// Lowest and highest third of the draws; none where the parameter does not vary.
    fn new(place: usize, values: Vec<f64>, third: usize) -> Option<Self> {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
        let (low, high) = (order[..third].to_vec(), order[order.len() - third..].to_vec());
        (values[low[0]] < values[high[third - 1]]).then_some(Self { place, values, low, high })
    }
}

fn describe_swing(scenario: &Scenario, column: &VaryingParameter, answers: &[f64], by_chance: &SwingByChance) -> Swing {
    let parameter = &scenario.parameters[column.place];
    let [at_low, at_high] = [&column.low, &column.high].map(|draws| mean_over_draws(answers, draws));
    let squares = squared_error(answers, &column.low) + squared_error(answers, &column.high);
    Swing {
        parameter: parameter.path.clone(),
        meaning: parameter.definition.meaning.to_owned(),
        unit: parameter.definition.unit.base().to_owned(),
        low: mean_over_draws(&column.values, &column.low),
        high: mean_over_draws(&column.values, &column.high),
        at_low,
        at_high,
        error: squares.sqrt(),
        told_from_chance: (at_high - at_low).abs() > by_chance.threshold,
    }
}

fn largest_by_chance(answers: &[f64], columns: &[VaryingParameter], seed: u64) -> SwingByChance {
    let largest = |permutation: usize| {
        let dealt =
            permute_answers(answers, Draws::new(RandomStream::SwingPermutations.seed(seed), permutation as u32, 0));
        let apart = |column: &VaryingParameter| {
            (mean_over_draws(&dealt, &column.high) - mean_over_draws(&dealt, &column.low)).abs()
        };
        columns.iter().map(apart).fold(0.0, f64::max)
    };
    let all: Vec<f64> = (0..PERMUTATIONS).map(largest).collect();
    SwingByChance {
        parameters: columns.len(),
        permutations: PERMUTATIONS,
        threshold: quantiles(&all, &[THRESHOLD_LEVEL])[0],
    }
}

/// The answers in a random order: by a random number for each.
fn permute_answers(answers: &[f64], draws: Draws) -> Vec<f64> {
    let mut keyed: Vec<(f64, usize)> =
        (0..answers.len()).map(|draw| (draws.uniform(0, 0, draw as u32), draw)).collect();
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    keyed.into_iter().map(|(_, draw)| answers[draw]).collect()
}

fn mean_over_draws(numbers: &[f64], draws: &[usize]) -> f64 {
    mean(&draws.iter().map(|&draw| numbers[draw]).collect::<Vec<f64>>())
}

/// Squared standard error of the mean answer.
fn squared_error(answers: &[f64], draws: &[usize]) -> f64 {
    let centre = mean_over_draws(answers, draws);
    let squares: f64 = draws.iter().map(|&draw| (answers[draw] - centre) * (answers[draw] - centre)).sum();
    squares / ((draws.len() - 1) * draws.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::{VaryingParameter, largest_by_chance, mean_over_draws, squared_error};
    use standoff_num::Draws;

    const DRAWS: usize = 120;
    const COLUMNS: usize = 190;

    fn noise_values(number: usize) -> Vec<f64> {
        (0..DRAWS).map(|draw| Draws::new(7, number as u32, 0).uniform(1, 0, draw as u32)).collect()
    }

    fn difference_and_error(answers: &[f64], column: &VaryingParameter) -> (f64, f64) {
        let error = (squared_error(answers, &column.low) + squared_error(answers, &column.high)).sqrt();
        ((mean_over_draws(answers, &column.high) - mean_over_draws(answers, &column.low)).abs(), error)
    }

    /// Of many parameters that mean nothing some stand out by two errors; the largest exceeds the threshold by chance in one
    /// case of twenty, and with these numbers it does not. What does mean something exceeds it.
    #[test]
    fn the_largest_of_many_differences_is_no_news() {
        let columns: Vec<VaryingParameter> =
            (0..COLUMNS).filter_map(|place| VaryingParameter::new(place, noise_values(place), DRAWS / 3)).collect();
        let answers = noise_values(COLUMNS);
        let found = largest_by_chance(&answers, &columns, 1);
        assert_eq!((found.parameters, found.permutations), (COLUMNS, 200));
        let swings: Vec<(f64, f64)> = columns.iter().map(|column| difference_and_error(&answers, column)).collect();
        assert!(swings.iter().filter(|(apart, error)| *apart > 2.0 * error).count() >= 4);
        assert!(swings.iter().all(|(apart, _)| *apart <= found.threshold));
        let driven: Vec<f64> =
            answers.iter().zip(noise_values(3)).map(|(answer, driver)| 0.3 * answer + driver).collect();
        assert!(difference_and_error(&driven, &columns[3]).0 > largest_by_chance(&driven, &columns, 1).threshold);
    }

    #[test]
    fn what_does_not_vary_is_left_out() {
        assert!(VaryingParameter::new(0, vec![1.0; 9], 3).is_none());
        assert!(VaryingParameter::new(0, vec![1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0], 3).is_some());
    }
}
