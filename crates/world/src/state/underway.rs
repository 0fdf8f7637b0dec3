//! A settlement under way: agreed, and not in effect yet (decision 41).

use crate::talks::stages::Stage;
use crate::war::figures::War;
use serde::{Deserialize, Serialize};

/// A settlement under way. Whether the vote will pass it and whether the coalition will deliver its parts is drawn with the
/// agreement, as planners value it, and shows when its time has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Underway {
    /// The package.
    pub draft: usize,
    /// Stage that it has reached.
    pub stage: Stage,
    /// Months left in the stage.
    pub months_left: f64,
    /// Whether it will be approved.
    pub passes: bool,
    /// Uniform number that decides whether the coalition delivers its parts.
    pub consents: f64,
    /// Whether the great power pressed somebody when both said yes.
    pub forced: bool,
    /// What saying yes was worth to the invader and to the defender over saying no.
    pub gains: [f64; 2],
    /// Chance of the vote.
    pub ratification: f64,
}

impl Underway {
    /// Whether it is a settlement of this war, and every number is finite.
    pub(crate) fn belongs_to(&self, war: &War) -> bool {
        let numbers = [self.months_left, self.consents, self.gains[0], self.gains[1], self.ratification];
        self.draft < war.packages.len() && numbers.into_iter().all(f64::is_finite)
    }
}
