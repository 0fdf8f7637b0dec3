//! What an assimilation leaves: the ensemble brought up to date, and how each step of the record went.

use crate::calendar::Used;
use crate::conflict::Conflict;
use crate::learning::{Noise, ParameterLearning};
use serde::{Deserialize, Serialize};
use standoff_lab::ensemble::posterior::Posterior;
use standoff_scenario::evidence::Kind;
use standoff_scenario::{Date, Scenario};
use std::collections::BTreeMap;

/// What the reports of one step did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Week {
    /// The step.
    pub step: u32,
    /// Log density of its reports, given those before.
    pub log_density: f64,
    /// Effective number of states after it.
    pub effective: f64,
    /// Effective number of draws after it.
    pub effective_draws: f64,
    /// Whether the population was renewed.
    pub renewed: bool,
}

/// An ensemble that was brought up to date.
#[derive(Debug, Clone)]
pub struct Assimilation {
    /// What it knows now.
    pub posterior: Posterior,
    /// The scenario as a forecast from the last day has it: see [`crate::driver::onward`].
    pub scenario: Scenario,
    /// Step by step.
    pub weeks: Vec<Week>,
    /// Log likelihood of all reports.
    pub log_likelihood: f64,
    /// Steps that hardly any state explains.
    pub conflicts: Vec<Conflict>,
    /// How events were used, by kind.
    pub used: BTreeMap<Kind, Used>,
    /// Effective number of games, by the weights that what came of talks has given them.
    pub effective_games: f64,
    /// First day of the record.
    pub start: Date,
    /// What the record said of each uncertain parameter.
    pub learning: Vec<ParameterLearning>,
    /// How far scores that mean nothing moved: beside parameters that move the world, and beside those that actors plan
    /// with.
    pub noise: [Noise; 2],
}
