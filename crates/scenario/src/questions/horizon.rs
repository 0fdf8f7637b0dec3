//! Whether the answer to a question can be seen within the horizon.

use super::event::QuestionEvent;
use super::question::Question;
use super::wording::{Scope, Wording};
use crate::time::clock::is_within_horizon;

/// Whether the answer can be seen within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// It can.
    Within,
    /// The deadline lies beyond.
    Late,
    /// The deadline does not, but the days that it must then hold do.
    HeldLate,
}

/// Visibility of the answer to a question whose deadline lies `months` after the start.
pub(super) fn answer_visibility(
    event: QuestionEvent,
    wording: &Wording,
    months: f64,
    horizon_months: u32,
) -> Visibility {
    let held = if event.has_duration() { wording.held_days() } else { 0 };
    if !is_within_horizon(horizon_months, months) {
        Visibility::Late
    } else if !is_within_horizon(horizon_months, months + f64::from(held) * 12.0 / 364.0) {
        Visibility::HeldLate
    } else {
        Visibility::Within
    }
}

impl Question {
    /// Whether the model can answer it on futures of `horizon_months`.
    pub(crate) fn is_resolvable(&self, horizon_months: u32) -> bool {
        let visible = answer_visibility(self.event, &self.wording, self.months, horizon_months);
        self.wording.scope == Scope::General && visible == Visibility::Within
    }
}
