//! The result of an assimilation: the ensemble brought up to date, and how each step of the record went.

use crate::conflict::Conflict;
use crate::event_uses::EventUses;
use crate::learning::{IdleNoise, ParameterLearning};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::posterior::Posterior;
use standoff_scenario::evidence::Kind;
use standoff_scenario::{Date, Scenario};
use std::collections::BTreeMap;

/// Effect of the reports of one step on the population.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StepUpdate {
    /// The step.
    pub step: u32,
    /// Conditional log likelihood: log density of its reports, given those before.
    pub log_density: f64,
    /// Effective sample size of the states after it, before any resampling.
    pub effective: f64,
    /// Effective sample size of the draws after it.
    pub effective_draws: f64,
    /// True where the population was resampled.
    pub renewed: bool,
}

/// An ensemble that was brought up to date on the evidence.
#[derive(Debug, Clone)]
pub struct Assimilation {
    /// Draws and states from which a forecast goes on.
    pub posterior: Posterior,
    /// Scenario from which a forecast from the last day starts: see [`crate::driver::scenario_onward`].
    pub scenario: Scenario,
    /// Effect of each step's reports, in order.
    pub updates: Vec<StepUpdate>,
    /// Log likelihood of all reports.
    pub log_likelihood: f64,
    /// Steps whose reports hardly any state explains.
    pub conflicts: Vec<Conflict>,
    /// Counts of how events were used, by kind.
    pub uses_by_kind: BTreeMap<Kind, EventUses>,
    /// Effective sample size of the games, by the weights that the outcomes of talks have given them (decision 81).
    pub effective_games: f64,
    /// First day of the record.
    pub start: Date,
    /// Learning about each uncertain parameter, in the order of their paths.
    pub learning: Vec<ParameterLearning>,
    /// Movement of idle scores, against which learning is judged: first those that are drawn like parameters that move
    /// the world, then those that are shared like parameters that actors plan with (decision 80).
    pub noise: [IdleNoise; 2],
}
