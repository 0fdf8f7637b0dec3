//! Requests for hindcasts, and the forecasts they consist of.

use crate::request::FilterSize;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::record::series::Target;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// Horizons of hindcasts, in weeks.
pub const HORIZON_WEEKS: [usize; 4] = [4, 13, 26, 52];

/// A hindcast to be made.
#[derive(Debug, Clone)]
pub struct HindcastRequest {
    /// The scenario.
    pub scenario: Scenario,
    /// The record.
    pub log: Log,
    /// Last day of the record that is scored.
    pub until: Date,
    /// Number of months between origins.
    pub months_between_origins: u32,
    /// Size of the population.
    pub size: FilterSize,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Command that reproduces it.
    pub command: String,
}

/// A forecast of one target made by one forecaster at one origin, with its outcome.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ForecastWithOutcome {
    pub origin: usize,
    pub target: Target,
    pub weeks: usize,
    pub forecaster: &'static str,
    pub prediction: Prediction,
    pub outcome: f64,
}

/// The prediction of a forecast.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Prediction {
    /// Sample of equally likely values.
    Sample(Vec<f64>),
    /// Chance of a yes.
    Chance(f64),
}
