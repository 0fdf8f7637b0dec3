//! One turn of the war: everything that the parts of a step read, change and report.

use crate::actors::decisions::Decisions;
use crate::state::events::Events;
use crate::state::war_state::{Regime, State};
use crate::step::draws::StepDraws;
use crate::step::pace::Pace;
use crate::war::calibration::World;

/// Scratch memory of a run of steps, so that no step allocates.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(super) lottery: Vec<f64>,
    pub(super) posture_row: Vec<f64>,
    pub(super) posture_values: Vec<f64>,
}

/// One step of one future while it happens.
pub(super) struct Turn<'a> {
    /// The world in which it happens.
    pub(super) world: &'a World,
    /// Rates of that world over one step.
    pub(super) pace: &'a Pace,
    /// Decision rule of the actors.
    pub(super) decisions: &'a dyn Decisions,
    /// Random numbers of this step.
    pub(super) draws: StepDraws<'a>,
    /// The state, from before the step to after it.
    pub(super) state: &'a mut State,
    /// Scratch memory.
    pub(super) scratch: &'a mut Scratch,
    /// Events so far.
    pub(super) events: Events,
}

impl Turn<'_> {
    /// Whether a truce is in force.
    pub(super) fn in_truce(&self) -> bool {
        matches!(self.state.regime, Regime::Truce { .. })
    }
}
