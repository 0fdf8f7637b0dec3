//! Limited truces under way in one future, and what past ones have left (decision 42).

use crate::talks::limited_truces::MOST_LIMITED_TRUCES;
use serde::{Deserialize, Serialize};

/// Limited truces under way, and the trust that past ones have left.
///
/// Months are kept in the width of an `f32`: a state is copied in every step of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct LimitedTruces {
    /// Months left of the one of each kind, in the order of the scenario; zero where none is under way.
    months_left: [f32; MOST_LIMITED_TRUCES],
    /// Shift of the odds of accepting in the next round, which uses it up.
    trust: f64,
}

impl LimitedTruces {
    /// Months left of the truce of a kind; zero where none is under way, as for a kind beyond the last place.
    pub fn months_left(&self, kind: usize) -> f64 {
        self.months_left.get(kind).map_or(0.0, |&months| f64::from(months))
    }

    /// Begins a truce of a kind that is to last `months`, or ends it with zero.
    pub fn set_months_left(&mut self, kind: usize, months: f64) {
        if let Some(left) = self.months_left.get_mut(kind) {
            *left = months as f32;
        }
    }

    /// Ends all that are under way, without any effect.
    pub(crate) fn end_all(&mut self) {
        self.months_left = [0.0; MOST_LIMITED_TRUCES];
    }

    /// Shift of the log-odds of accepting in the next round.
    pub fn trust(&self) -> f64 {
        self.trust
    }

    /// Adds to the shift by a truce that was kept or broken.
    pub fn add_trust(&mut self, shift: f64) {
        self.trust += shift;
    }

    /// Uses the shift up: a round was held.
    pub(crate) fn use_trust(&mut self) {
        self.trust = 0.0;
    }

    /// Whether every number is finite.
    pub(crate) fn is_finite(&self) -> bool {
        self.trust.is_finite() && self.months_left.iter().all(|months| months.is_finite())
    }
}
