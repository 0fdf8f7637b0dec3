//! The subject of reports: a state at the end of a step, and what happened in it.

use super::trust::Trust;
use crate::state::round::RoundHeld;
use crate::state::war_state::State;
use crate::war::calibration::World;

/// A state at the end of a step, and what happened in it, as reports see it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The world.
    pub world: &'a World,
    /// The state at the end of the step.
    pub state: &'a State,
    /// The round held in the step.
    pub round: Option<RoundHeld>,
    /// Length of the step in months.
    pub months: f64,
    /// Which standing reports are true.
    pub trust: Trust,
    /// How much better the defender's war has become since the start (see
    /// [`Decisions::outlook`](crate::actors::decisions::Decisions::outlook)).
    pub outlook: f64,
}
