//! One step of the coalition, in the order in which it reacts.

use super::elections::hold_elections;
use super::pace::CoalitionPace;
use super::turn::{CoalitionTurn, Surroundings};
use super::votes::hold_votes;
use super::willingness::change_willingness;
use crate::state::coalition::CoalitionState;
use crate::state::events::CoalitionEvents;
use crate::step::draws::StepDraws;
use crate::step::turn::Turn;
use crate::war::figures::War;
use standoff_num::Draws;

/// The coalition: willingness drifts, elections and votes are held, members leave, coverage follows.
pub(crate) fn move_coalition(turn: &mut Turn<'_>, front_before: usize) {
    let world = turn.world;
    let around = Surroundings {
        posture: turn.state.posture,
        truce: turn.in_truce(),
        threat: turn.state.momentum > 0,
        lost_tenths: 10.0 * (world.held_share(turn.state.front) - world.held_share(front_before)),
    };
    turn.events.coalition = move_state(&mut turn.state.coalition, &world.war, &turn.pace.coalition, around, turn.draws);
}

impl CoalitionState {
    /// Moves the coalition by one step. `time` is the number of steps since the start, before this one.
    pub fn step(
        &mut self,
        war: &War,
        pace: &CoalitionPace,
        time: u32,
        around: Surroundings,
        draws: &Draws,
    ) -> CoalitionEvents {
        move_state(self, war, pace, around, StepDraws::new(draws, time))
    }
}

/// Coverage comes last: it is what the members and instruments of the end of the step give.
fn move_state(
    state: &mut CoalitionState,
    war: &War,
    pace: &CoalitionPace,
    around: Surroundings,
    draws: StepDraws<'_>,
) -> CoalitionEvents {
    if war.members.is_empty() {
        return CoalitionEvents::default();
    }
    let mut turn = CoalitionTurn { war, pace, around, draws, state, events: CoalitionEvents::default() };
    change_willingness(&mut turn);
    hold_elections(&mut turn);
    hold_votes(&mut turn);
    let now_months = turn.now_months();
    let CoalitionTurn { state, events, .. } = turn;
    state.measure(war, around.posture, around.truce, now_months);
    let under = state.coverage < war.coalition.threshold;
    state.undercovered_months = if under { state.undercovered_months + pace.months } else { 0.0 };
    events
}
