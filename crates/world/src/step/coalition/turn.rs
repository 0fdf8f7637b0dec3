//! One turn of the coalition: everything that the parts of its step read, change and report.

use crate::state::coalition::CoalitionState;
use crate::state::events::CoalitionEvents;
use crate::step::coalition::pace::CoalitionPace;
use crate::step::draws::StepDraws;
use crate::war::figures::War;

/// Surroundings to which the coalition reacts in a step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// Posture of the great power.
    pub posture: usize,
    /// Whether a truce is in force.
    pub truce: bool,
    /// Whether the invader has the momentum.
    pub threat: bool,
    /// Tenths of the stake lost since the last step.
    pub lost_tenths: f64,
}

/// One step of one future's coalition while it happens.
pub(super) struct CoalitionTurn<'a> {
    /// The war.
    pub(super) war: &'a War,
    /// Rates of its coalition over one step.
    pub(super) pace: &'a CoalitionPace,
    /// Surroundings to which it reacts.
    pub(super) around: Surroundings,
    /// Random numbers of this step.
    pub(super) draws: StepDraws<'a>,
    /// The coalition, from before the step to after it.
    pub(super) state: &'a mut CoalitionState,
    /// Events so far.
    pub(super) events: CoalitionEvents,
}

impl CoalitionTurn<'_> {
    /// Months from the start to the end of the step.
    pub(super) fn now_months(&self) -> f64 {
        (f64::from(self.draws.time()) + 1.0) * self.pace.months
    }
}
