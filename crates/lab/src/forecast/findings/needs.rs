//! Needs: by which route the money comes, and how often by none.

use super::figures::ProbabilityAt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Chances that a need of the scenario is met, by each of its routes and by none (decision 46).
///
/// A route counts from the vote that opens it; its money may come later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NeedOutlook {
    /// The need.
    pub need: String,
    /// Its title.
    pub title: String,
    /// Its routes, in order of preference.
    pub routes: Vec<RouteOutlook>,
    /// Chance that any route has been opened by then.
    pub any: Vec<ProbabilityAt>,
    /// Chance that no route has been opened by then; with `any` it sums to one.
    pub none: Vec<ProbabilityAt>,
}

/// Chances of one route to a need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteOutlook {
    /// The instrument.
    pub instrument: String,
    /// Its title.
    pub title: String,
    /// Chance that it has been opened by then.
    pub by: Vec<ProbabilityAt>,
}
