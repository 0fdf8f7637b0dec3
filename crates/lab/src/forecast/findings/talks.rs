//! The pattern of talks, and what each mechanism does to deals at the start.

use super::figures::{Band, ProbabilityAt, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The pattern of talks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TalksPattern {
    /// Rounds in the next twelve months, or up to the horizon.
    pub rounds_near: RoundsWithin,
    /// Rounds until the war ended or the horizon came.
    pub rounds: Band,
    /// Shares of rounds: each side's *yes, but*, each side's refusal, not ratified, truce, deal.
    pub results: Vec<Share>,
    /// Share of rounds without a deal that ended in *yes, but*.
    pub yes_but: f64,
    /// Shares of rounds by track.
    pub tracks: Vec<Share>,
    /// Distance that drafts travelled in a year, in steps of an issue.
    pub draft_motion: f64,
    /// Distance travelled for each step that the last draft lies from the first: motion without movement.
    pub motion_without_movement: f64,
    /// Chance of a limited truce of each kind; absent where the scenario names no kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limited_truces: Vec<LimitedTruceOutlook>,
    /// Deals at the start as the war is, then with each mechanism off in turn.
    pub stall: Vec<Stall>,
}

/// Rounds within some months.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RoundsWithin {
    /// Months.
    pub months: usize,
    /// Their number, with the band over futures.
    #[serde(flatten)]
    pub rounds: Band,
}

/// Chance of a limited truce of one kind (decision 42).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LimitedTruceOutlook {
    /// The kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Chance that one has begun within 3, 6 and 12 months, or up to the horizon.
    pub by: Vec<ProbabilityAt>,
}

/// Deals at the start with a mechanism off, over draws. Each draw is solved with the mechanism and without it, so that the
/// draws' own differences cancel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stall {
    /// Mechanism that is off; `none` is the war as it is.
    pub without: String,
    /// Draws over which it is measured.
    pub draws: usize,
    /// Stall test, mean over draws.
    pub gamma: f64,
    /// Mean number of packages that are deals: both belligerents prefer them, and they would be ratified and delivered.
    pub deals: f64,
    /// Chance that a deal is signed within a month, mean over draws.
    pub deal_per_month: f64,
    /// By how much the number of deals exceeds that of the same draws with the mechanism; null for `none`.
    pub deals_difference: Option<PairedDifference>,
    /// By how much the chance of a deal within a month exceeds that of the same draws with the mechanism; null for `none`.
    pub deal_per_month_difference: Option<PairedDifference>,
    /// What switching the mechanism off does.
    pub effect: StallEffect,
}

/// A mean difference between pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PairedDifference {
    /// Mean.
    pub mean: f64,
    /// One standard error; null for a single pair.
    pub error: Option<f64>,
}

/// What switching a mechanism off does to the chance of a deal within a month, beyond two standard errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StallEffect {
    /// Nothing is switched off.
    AsItIs,
    /// Deals become likelier without it: it is an obstacle.
    Obstacle,
    /// Deals become rarer without it.
    DealsRarer,
    /// Nothing changes beyond error.
    WithinError,
}
