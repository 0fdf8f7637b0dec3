//! The way of a settlement from words to effect: agreed in principle, signed, approved, in effect (decision 41).

use crate::quantity::quantities;
use serde::{Deserialize, Serialize};

quantities! {
    /// How long each stage takes, and how often a settlement falls apart on the way.
    Stages {
        signing: Duration, 0.0 => 60.0, 0.0, "ts", "Time from an agreement in principle to the signature";
        approval: Duration, 0.0 => 60.0, 0.0, "ta", "Time from the signature to the vote of parliament or people";
        effect: Duration, 0.0 => 60.0, 0.0, "te", "Time from the vote to the day on which the settlement takes effect";
        lost: Hazard, 0.0 => 0.9, 0.0, "hs", "Chance that a settlement under way falls apart before it takes effect";
    }
}

/// Stage that a settlement under way has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Both sides have agreed in principle.
    Agreed,
    /// The text is signed.
    Signed,
    /// It has been approved.
    Approved,
}

impl Stages {
    /// Months that a settlement stays in a stage.
    pub fn months_in(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Agreed => self.signing,
            Stage::Signed => self.approval,
            Stage::Approved => self.effect,
        }
    }
}
