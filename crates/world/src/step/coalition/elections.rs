//! Elections of members in a step.

use super::turn::CoalitionTurn;
use crate::coalition::members::Stance;
use crate::state::coalition::CoalitionState;
use crate::step::elections::{is_due, member_election};
use crate::war::elections::Electorate;
use crate::war::figures::War;

/// Holds the elections that fall in the step.
pub(super) fn hold_elections(turn: &mut CoalitionTurn<'_>) {
    for (election, &name) in turn.war.elections.iter().zip(&turn.pace.election_entities) {
        if let (true, Electorate::Member(member)) = (is_due(election, turn.draws.time(), turn.pace.months), election.of)
        {
            apply_result(turn.state, turn.war, member, member_election(name, turn.draws.future()));
        }
    }
}

/// An election cuts what a member gives, raises it or leaves it, and may turn its stance.
fn apply_result(state: &mut CoalitionState, war: &War, member: usize, [result, turn]: [f64; 2]) {
    let coalition = &war.coalition;
    let lost = result < coalition.election_loss;
    let won = result > 1.0 - coalition.election_win;
    if lost {
        state.aid_rate_bn[member] *= 1.0 - coalition.election_drop;
    } else if won {
        state.aid_rate_bn[member] *= 1.0 + coalition.election_gain;
    }
    state.stance[member] = match state.stance[member] {
        Stance::Blocking if turn < coalition.election_turn => Stance::In,
        Stance::FreeRiding if won => Stance::In,
        Stance::In if lost && turn < coalition.election_turn => Stance::Blocking,
        stance => stance,
    };
}
