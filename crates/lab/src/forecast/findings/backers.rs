//! Backers: how often each stands behind its side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How often a backer stands behind its side while the war goes on (decision 105).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BackerOutlook {
    /// Its name.
    pub backer: String,
    /// Its title.
    pub title: String,
    /// The side that it backs: `invader` or `defender`.
    pub side: String,
    /// Shares at the start and at the months of the tables, as far as any future goes on.
    pub at: Vec<BackingAt>,
}

/// How often a backer stands behind its side at a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BackingAt {
    /// Months from the start.
    pub months: usize,
    /// Share of the futures in which the war goes on then.
    pub share: f64,
    /// Futures in which it goes on then.
    pub futures: usize,
}
