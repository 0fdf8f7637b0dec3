//! A forecast of one question on one day.

use standoff_scenario::Date;

/// A forecast of one question, by one forecaster, on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedForecast {
    /// The forecaster.
    pub forecaster: String,
    /// The question.
    pub question: String,
    /// The day on which it was made.
    pub made: Date,
    /// The chance, quantiles, members or chances of categories.
    pub belief: Belief,
}

/// The content of a forecast.
#[derive(Debug, Clone, PartialEq)]
pub enum Belief {
    /// The chance of *yes*.
    Chance(f64),
    /// Quantiles of a number: levels, rising, each with its value.
    Quantiles(Vec<(f64, f64)>),
    /// Members of an ensemble: equally likely values of a number.
    Ensemble(Vec<f64>),
    /// Chances of categories, of which one comes.
    Categories(Vec<(String, f64)>),
}

impl StatedForecast {
    /// Forecaster, question and day, which no two forecasts share.
    pub fn key(&self) -> (&str, &str, Date) {
        (&self.forecaster, &self.question, self.made)
    }

    /// The key as owned values.
    pub(super) fn owned_key(&self) -> (String, String, Date) {
        (self.forecaster.clone(), self.question.clone(), self.made)
    }
}
