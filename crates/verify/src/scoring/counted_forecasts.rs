//! The forecasts that count, and what becomes of the others.

use super::outcomes::{Outcomes, QuestionResolution};
use super::stated_forecast::{Belief, StatedForecast};
use standoff_scenario::Date;
use std::collections::BTreeMap;

/// A chance with the outcome of its question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ChanceCase<'a> {
    pub stated: &'a StatedForecast,
    pub chance: f64,
    pub happened: bool,
}

/// Quantiles with the outcome of their question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NumberCase<'a> {
    pub stated: &'a StatedForecast,
    pub quantiles: &'a [(f64, f64)],
    pub outcome: f64,
}

/// Forecasts sorted into those that are scored and those that are not.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct CountedForecasts<'a> {
    pub chances: Vec<ChanceCase<'a>>,
    pub quantiles: Vec<NumberCase<'a>>,
    /// Without an outcome.
    pub open: Vec<&'a StatedForecast>,
    /// On questions that were annulled.
    pub annulled: Vec<&'a StatedForecast>,
    /// Earlier than the last one of the same forecaster on the same question.
    pub replaced: Vec<&'a StatedForecast>,
}

impl<'a> CountedForecasts<'a> {
    /// Sorts the forecasts. Unless `every` one counts, only the last of each forecaster on each question does.
    pub fn new(stated: &'a [StatedForecast], outcomes: &Outcomes, every: bool) -> Self {
        let mut chosen = Self::default();
        let mut latest: BTreeMap<(&str, &str), Date> = BTreeMap::new();
        for one in stated {
            let day = latest.entry((&one.forecaster, &one.question)).or_insert(one.made);
            *day = one.made.max(*day);
        }
        for one in stated {
            let last = every || latest.get(&(&*one.forecaster, &*one.question)) == Some(&one.made);
            let resolution = outcomes.find(&one.question).map(|outcome| outcome.resolution);
            let happened = resolution == Some(QuestionResolution::Yes);
            match (resolution, &one.belief) {
                (None, _) => chosen.open.push(one),
                (Some(QuestionResolution::Annulled), _) => chosen.annulled.push(one),
                _ if !last => chosen.replaced.push(one),
                (Some(QuestionResolution::Number(outcome)), Belief::Quantiles(quantiles)) => {
                    chosen.quantiles.push(NumberCase { stated: one, quantiles, outcome });
                }
                (Some(QuestionResolution::Yes | QuestionResolution::No), Belief::Chance(chance)) => {
                    chosen.chances.push(ChanceCase { stated: one, chance: *chance, happened });
                }
                // The readers refuse all other pairs of belief and outcome.
                _ => chosen.open.push(one),
            }
        }
        chosen
    }
}

/// The forecasts of one forecaster, sorted the same way.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ForecasterCases<'a> {
    pub chances: Vec<&'a ChanceCase<'a>>,
    pub quantiles: Vec<&'a NumberCase<'a>>,
    pub open: usize,
    pub annulled: usize,
    pub replaced: usize,
}

impl ForecasterCases<'_> {
    /// Number of forecasts.
    pub fn given_count(&self) -> usize {
        self.chances.len() + self.quantiles.len() + self.open + self.annulled + self.replaced
    }
}

impl CountedForecasts<'_> {
    /// Groups the sorted forecasts by forecaster.
    pub fn by_forecaster(&self) -> BTreeMap<&str, ForecasterCases<'_>> {
        let mut all: BTreeMap<&str, ForecasterCases<'_>> = BTreeMap::new();
        self.chances.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().chances.push(case));
        self.quantiles.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().quantiles.push(case));
        self.open.iter().for_each(|one| all.entry(&one.forecaster).or_default().open += 1);
        self.annulled.iter().for_each(|one| all.entry(&one.forecaster).or_default().annulled += 1);
        self.replaced.iter().for_each(|one| all.entry(&one.forecaster).or_default().replaced += 1);
        all
    }
}
