//! Elections of members in a step.

use super::turn::CoalitionTurn;
use crate::coalition::members::Stance;
use crate::state::coalition::CoalitionState;
use crate::step::elections::{MemberResult, is_due, member_election};
use crate::step::purpose::Purpose;
use crate::war::elections::Electorate;

/// Holds the elections that fall in the step, and those before their time.
pub(super) fn hold_elections(turn: &mut CoalitionTurn<'_>) {
    for (election, &name) in turn.war.elections.iter().zip(&turn.pace.election_entities) {
        if let (true, Electorate::Member(member)) = (is_due(election, turn.draws.time(), turn.pace.months), election.of)
        {
            let draws = member_election(name, turn.draws.future());
            let result = MemberResult::of(&turn.war.coalition, Some(election), draws);
            apply_result(turn, member, result);
        }
    }
    hold_early_elections(turn);
}

/// Share of the steps in which members are asked one by one whether they vote early: a member's number costs time, and with
/// an eighth of them its chance is the same.
const ASKED: f64 = 0.125;

/// Elections before their time, each with the coalition's chances. The one on the calendar is held all the same.
fn hold_early_elections(turn: &mut CoalitionTurn<'_>) {
    let (chance, asked) = (turn.pace.early_election, ASKED.max(turn.pace.early_election));
    if chance == 0.0 || turn.draws.uniform(Purpose::EarlyElection, 0) >= asked {
        return;
    }
    let pace = turn.pace;
    for (member, &entity) in pace.entities.iter().enumerate() {
        let [held, turning] = turn.draws.pair(Purpose::EarlyElection, entity);
        let share = chance / asked;
        if held < share {
            // Given that it is below the share, the number is even again.
            let result = MemberResult::of(&turn.war.coalition, None, [held / share, turning]);
            apply_result(turn, member, result);
        }
    }
}

/// An election cuts what a member gives, raises it or leaves it, and may turn its stance.
fn apply_result(turn: &mut CoalitionTurn<'_>, member: usize, result: MemberResult) {
    let coalition = &turn.war.coalition;
    let state: &mut CoalitionState = turn.state;
    if result.less {
        state.aid_rate_bn[member] *= 1.0 - coalition.election_drop;
    } else if result.more {
        state.aid_rate_bn[member] *= 1.0 + coalition.election_gain;
    }
    state.stance[member] = match state.stance[member] {
        Stance::Blocking if result.stops_blocking => Stance::In,
        Stance::FreeRiding if result.more => Stance::In,
        Stance::In if result.starts_blocking => Stance::Blocking,
        stance => stance,
    };
}
