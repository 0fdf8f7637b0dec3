//! Summary of the record that an ensemble was brought up to date on, as every answer carries it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was used of the record, and what the answer would be without it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct RecordSummary {
    /// Events known by the last day; corrected and withdrawn ones do not count.
    pub events: usize,
    /// First day of the record.
    pub from: String,
    /// Last day: events that became known later were not used, and the forecast begins here.
    pub until: String,
    /// SHA-256 of the evidence that was known on the last day.
    pub evidence: String,
    /// Effective sample size at the end of the record: that of the games by their weights, or that of the draws by theirs,
    /// whichever is smaller. Draws may be many and still play few games, and games may be many and be played by few draws;
    /// the smaller number limits what the answer can claim to know.
    pub ess: f64,
    /// Chances in the forecast without the record, at the months of the findings' tables; empty where it was not made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<WithoutRecord>,
    /// Futures of the forecast without the record; zero where it was not made.
    pub without_runs: usize,
}

/// Chances at a month in the forecast without the record: same counts, same seed, from the scenario's own ranges and start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct WithoutRecord {
    /// Months from the scenario's start.
    pub months: usize,
    /// Chance that the line holds so long.
    pub p: f64,
    /// Its standard error from the finite number of runs.
    pub mc_error: f64,
    /// Chance that the war is settled by then, or in a quiet that lasts.
    pub settled: f64,
    /// Its standard error from the finite number of runs.
    pub settled_mc_error: f64,
    /// Chance that the fighting has first ended by then, dated as past wars are.
    pub ended: f64,
    /// Its standard error from the finite number of runs.
    pub ended_mc_error: f64,
}
