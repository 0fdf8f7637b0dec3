//! What is asked of hindcasts, and what one forecast of one is.

use crate::hindcast::series::Target;
use crate::request::Size;
use standoff_lab::ensemble::design::Resolution;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// How far ahead hindcasts look, in weeks.
pub const HORIZONS: [usize; 4] = [4, 13, 26, 52];

/// A hindcast to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario.
    pub scenario: Scenario,
    /// The record.
    pub log: Log,
    /// The last day of the record that is scored.
    pub until: Date,
    /// Months between origins.
    pub every: u32,
    /// How large the population is.
    pub size: Size,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces it.
    pub command: String,
}

/// A forecast of one target made by one forecaster at one origin, with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Forecasted {
    pub origin: usize,
    pub target: Target,
    pub weeks: usize,
    pub forecaster: &'static str,
    pub forecast: Shape,
    pub outcome: f64,
}

/// What a forecast says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Values that are all alike likely.
    Sample(Vec<f64>),
    /// The chance of a yes.
    Chance(f64),
}
