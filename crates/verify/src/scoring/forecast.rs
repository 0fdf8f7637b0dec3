//! A forecast of one question on one day.

use standoff_scenario::Date;

/// What somebody stated about a question on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// Who.
    pub forecaster: String,
    /// On what.
    pub question: String,
    /// On which day.
    pub made: Date,
    /// What.
    pub belief: Belief,
}

/// What is believed.
#[derive(Debug, Clone, PartialEq)]
pub enum Belief {
    /// The chance of *yes*.
    Chance(f64),
    /// Quantiles of a number: levels, rising, each with its value.
    Quantiles(Vec<(f64, f64)>),
}

impl Stated {
    /// What no two forecasts share.
    pub fn key(&self) -> (&str, &str, Date) {
        (&self.forecaster, &self.question, self.made)
    }

    /// The same, to keep.
    pub(super) fn own_key(&self) -> (String, String, Date) {
        (self.forecaster.clone(), self.question.clone(), self.made)
    }
}
