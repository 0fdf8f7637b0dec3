//! The way of a settlement from words to effect: agreed in principle, signed, approved, in effect (decision 41).

use crate::quantity::{hazard_over, quantities};
use serde::{Deserialize, Serialize};

quantities! {
    /// How long each stage takes, and how often a settlement falls apart on the way.
    Stages {
        signing @class: Duration, 0.0 => 60.0, 0.0, "ts", "Time from an agreement in principle to the signature";
        approval @class: Duration, 0.0 => 60.0, 0.0, "ta", "Time from the signature to the vote of parliament or people";
        effect @class: Duration, 0.0 => 60.0, 0.0, "te", "Time from the vote to the day on which the settlement takes effect";
        lost @class: Hazard, 0.0 => 0.9, 0.0, "hs", "Chance that a settlement under way falls apart before it takes effect";
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
    /// Chance that a settlement that is approved does not fall apart on the way.
    ///
    /// ```
    /// use standoff_world::quantity::{Definition, Figures};
    /// use standoff_world::talks::stages::Stages;
    ///
    /// struct Slow;
    /// impl Figures for Slow {
    ///     fn figure(&self, path: &str) -> f64 {
    ///         if path == "stages.lost" { 0.5 } else { 1.0 }
    ///     }
    /// }
    ///
    /// assert!((Stages::read(&Slow, "stages").chance_of_effect() - 0.125).abs() < 1e-12);
    /// ```
    pub fn chance_of_effect(&self) -> f64 {
        1.0 - hazard_over(self.lost, self.signing + self.approval + self.effect)
    }

    /// Months that a settlement stays in a stage.
    pub fn months_in(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Agreed => self.signing,
            Stage::Signed => self.approval,
            Stage::Approved => self.effect,
        }
    }
}
