//! Which forecasts count.

use super::forecast::{Belief, Stated};
use super::outcomes::{Outcomes, Resolution};
use standoff_scenario::Date;
use std::collections::BTreeMap;

/// A chance with what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ChanceCase<'a> {
    pub stated: &'a Stated,
    pub chance: f64,
    pub happened: bool,
}

/// Quantiles with what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NumberCase<'a> {
    pub stated: &'a Stated,
    pub quantiles: &'a [(f64, f64)],
    pub outcome: f64,
}

/// The forecasts by what becomes of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Chosen<'a> {
    pub chances: Vec<ChanceCase<'a>>,
    pub quantiles: Vec<NumberCase<'a>>,
    /// Without an outcome.
    pub open: Vec<&'a Stated>,
    /// On questions that were annulled.
    pub annulled: Vec<&'a Stated>,
    /// Earlier than the last one of the same forecaster on the same question.
    pub replaced: Vec<&'a Stated>,
}

impl<'a> Chosen<'a> {
    /// Sorts the forecasts; unless every one counts, the last of each forecaster on each question does.
    pub fn new(stated: &'a [Stated], outcomes: &Outcomes, every: bool) -> Self {
        let mut chosen = Self::default();
        let mut latest: BTreeMap<(&str, &str), Date> = BTreeMap::new();
        for one in stated {
            let day = latest.entry((&one.forecaster, &one.question)).or_insert(one.made);
            *day = one.made.max(*day);
        }
        for one in stated {
            let last = every || latest.get(&(&*one.forecaster, &*one.question)) == Some(&one.made);
            let resolution = outcomes.find(&one.question).map(|outcome| outcome.resolution);
            let happened = resolution == Some(Resolution::Yes);
            match (resolution, &one.belief) {
                (None, _) => chosen.open.push(one),
                (Some(Resolution::Annulled), _) => chosen.annulled.push(one),
                _ if !last => chosen.replaced.push(one),
                (Some(Resolution::Number(outcome)), Belief::Quantiles(quantiles)) => {
                    chosen.quantiles.push(NumberCase { stated: one, quantiles, outcome });
                }
                (Some(Resolution::Yes | Resolution::No), Belief::Chance(chance)) => {
                    chosen.chances.push(ChanceCase { stated: one, chance: *chance, happened });
                }
                // The readers refuse all other pairs of belief and outcome.
                _ => chosen.open.push(one),
            }
        }
        chosen
    }
}

/// What becomes of the forecasts of one forecaster.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Own<'a> {
    pub chances: Vec<&'a ChanceCase<'a>>,
    pub quantiles: Vec<&'a NumberCase<'a>>,
    pub open: usize,
    pub annulled: usize,
    pub replaced: usize,
}

impl Own<'_> {
    /// How many forecasts there are.
    pub fn given(&self) -> usize {
        self.chances.len() + self.quantiles.len() + self.open + self.annulled + self.replaced
    }
}

impl Chosen<'_> {
    /// The same by forecaster.
    pub fn by_forecaster(&self) -> BTreeMap<&str, Own<'_>> {
        let mut all: BTreeMap<&str, Own<'_>> = BTreeMap::new();
        self.chances.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().chances.push(case));
        self.quantiles.iter().for_each(|case| all.entry(&case.stated.forecaster).or_default().quantiles.push(case));
        self.open.iter().for_each(|one| all.entry(&one.forecaster).or_default().open += 1);
        self.annulled.iter().for_each(|one| all.entry(&one.forecaster).or_default().annulled += 1);
        self.replaced.iter().for_each(|one| all.entry(&one.forecaster).or_default().replaced += 1);
        all
    }
}
