//! The forecasts that count, and what becomes of the others.

use super::outcomes::{Outcome, Outcomes, QuestionResolution};
use super::question_categories::QuestionCategories;
use super::stated_forecast::{Belief, StatedForecast};
use standoff_scenario::Date;
use std::collections::BTreeMap;

/// A chance with the outcome of its question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ChanceCase<'a> {
    pub stated: &'a StatedForecast,
    pub chance: f64,
    pub happened: bool,
    pub cluster: usize,
}

/// Quantiles with the outcome of their question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NumberCase<'a> {
    pub stated: &'a StatedForecast,
    pub quantiles: &'a [(f64, f64)],
    pub outcome: f64,
    pub unit: Option<&'a str>,
    pub cluster: usize,
}

/// An ensemble with the outcome of its question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EnsembleCase<'a> {
    pub stated: &'a StatedForecast,
    pub members: &'a [f64],
    pub outcome: f64,
    pub unit: Option<&'a str>,
    pub cluster: usize,
}

/// Chances of categories with the one that came.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CategoryCase<'a> {
    pub stated: &'a StatedForecast,
    pub categories: &'a QuestionCategories,
    /// In the order of the categories; 0 for one that was not stated.
    pub chances: Vec<f64>,
    pub outcome: usize,
    pub cluster: usize,
}

/// Forecasts sorted into those that are scored and those that are not.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct CountedForecasts<'a> {
    pub chances: Vec<ChanceCase<'a>>,
    pub quantiles: Vec<NumberCase<'a>>,
    pub ensembles: Vec<EnsembleCase<'a>>,
    pub categories: Vec<CategoryCase<'a>>,
    /// Without an outcome.
    pub open: Vec<&'a StatedForecast>,
    /// On questions that were annulled.
    pub annulled: Vec<&'a StatedForecast>,
    /// Earlier than the last one of the same forecaster on the same question.
    pub replaced: Vec<&'a StatedForecast>,
}

impl<'a> CountedForecasts<'a> {
    /// Sorts the forecasts. Unless `every` one counts, only the last of each forecaster on each question does.
    pub fn new(stated: &'a [StatedForecast], outcomes: &'a Outcomes, every: bool) -> Self {
        let mut chosen = Self::default();
        let mut latest: BTreeMap<(&str, &str), Date> = BTreeMap::new();
        for one in stated {
            let day = latest.entry((&one.forecaster, &one.question)).or_insert(one.made);
            *day = one.made.max(*day);
        }
        for one in stated {
            let last = every || latest.get(&(&*one.forecaster, &*one.question)) == Some(&one.made);
            match outcomes.find(&one.question) {
                None => chosen.open.push(one),
                Some(found) if found.resolution == QuestionResolution::Annulled => chosen.annulled.push(one),
                Some(_) if !last => chosen.replaced.push(one),
                Some(found) => chosen.add_counted(one, found),
            }
        }
        chosen
    }

    /// Adds a forecast that counts to those of its kind.
    fn add_counted(&mut self, stated: &'a StatedForecast, found: &'a Outcome) {
        let (cluster, unit) = (found.cluster, found.unit.as_deref());
        match (found.resolution, &stated.belief) {
            (QuestionResolution::Number(outcome), Belief::Quantiles(quantiles)) => {
                self.quantiles.push(NumberCase { stated, quantiles, outcome, unit, cluster });
            }
            (QuestionResolution::Number(outcome), Belief::Ensemble(members)) => {
                self.ensembles.push(EnsembleCase { stated, members, outcome, unit, cluster });
            }
            (QuestionResolution::Yes | QuestionResolution::No, &Belief::Chance(chance)) => {
                let happened = found.resolution == QuestionResolution::Yes;
                self.chances.push(ChanceCase { stated, chance, happened, cluster });
            }
            (QuestionResolution::Category(outcome), Belief::Categories(stated_chances)) => {
                let Some(categories) = &found.categories else { return self.open.push(stated) };
                let of = |name: &String| stated_chances.iter().find(|(one, _)| one == name).map_or(0.0, |one| one.1);
                let chances = categories.names.iter().map(of).collect();
                self.categories.push(CategoryCase { stated, categories, chances, outcome, cluster });
            }
            // The readers refuse all other pairs of belief and outcome.
            _ => self.open.push(stated),
        }
    }

    /// `true` if nothing is scored.
    pub fn is_empty(&self) -> bool {
        self.chances.is_empty() && self.quantiles.is_empty() && self.ensembles.is_empty() && self.categories.is_empty()
    }
}

/// The forecasts of one forecaster, sorted the same way.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ForecasterCases<'a> {
    pub chances: Vec<&'a ChanceCase<'a>>,
    pub quantiles: Vec<&'a NumberCase<'a>>,
    pub ensembles: Vec<&'a EnsembleCase<'a>>,
    pub categories: Vec<&'a CategoryCase<'a>>,
    pub open: usize,
    pub annulled: usize,
    pub replaced: usize,
}

impl ForecasterCases<'_> {
    /// Number of forecasts.
    pub fn given_count(&self) -> usize {
        let scored = self.chances.len() + self.quantiles.len() + self.ensembles.len() + self.categories.len();
        scored + self.open + self.annulled + self.replaced
    }
}

impl CountedForecasts<'_> {
    /// Groups the sorted forecasts by forecaster.
    pub fn by_forecaster(&self) -> BTreeMap<&str, ForecasterCases<'_>> {
        let mut all: BTreeMap<&str, ForecasterCases<'_>> = BTreeMap::new();
        self.chances.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().chances.push(case));
        self.quantiles.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().quantiles.push(case));
        self.ensembles.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().ensembles.push(case));
        self.categories.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().categories.push(case));
        self.open.iter().for_each(|one| all.entry(&one.forecaster).or_default().open += 1);
        self.annulled.iter().for_each(|one| all.entry(&one.forecaster).or_default().annulled += 1);
        self.replaced.iter().for_each(|one| all.entry(&one.forecaster).or_default().replaced += 1);
        all
    }
}
