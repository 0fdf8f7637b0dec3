//! Elections of members in a step.

use super::pace::CoalitionPace;
use super::turn::CoalitionTurn;
use crate::coalition::members::Stance;
use crate::state::coalition::CoalitionState;
use crate::step::draws::StepDraws;
use crate::step::elections::{MemberResult, is_due, member_election};
use crate::step::purpose::Purpose;
use crate::war::elections::{Direction, Electorate};
use crate::war::figures::War;
use standoff_num::Draws;

/// Holds the elections that fall in the step, and those before their time.
pub(super) fn hold_elections(turn: &mut CoalitionTurn<'_>) {
    visit_results(turn.war, turn.pace, turn.draws, &mut |member, result| {
        apply_result(turn.war, turn.state, member, result)
    });
}

/// Results of the elections of a step, by the place of the member.
fn member_results(war: &War, pace: &CoalitionPace, draws: StepDraws<'_>) -> Vec<(usize, MemberResult)> {
    let mut results = Vec::new();
    visit_results(war, pace, draws, &mut |member, result| results.push((member, result)));
    results
}

/// Changes that the elections of a step bring to members, scheduled ones and those before their time: the member, and what
/// changes as far as its stance before the step lets it. No part of the state affects the draws, so that they can be repeated.
pub fn member_changes(
    war: &War,
    pace: &CoalitionPace,
    draws: &Draws,
    time: u32,
    stance_before: impl Fn(usize) -> Stance,
) -> Vec<(usize, Direction)> {
    let results = member_results(war, pace, StepDraws::new(draws, time)).into_iter();
    results
        .flat_map(|(member, result)| {
            let stance = stance_before(member);
            Direction::ALL
                .into_iter()
                .filter(move |&change| result.brings(change, stance))
                .map(move |change| (member, change))
        })
        .collect()
}

/// Visits the results of the elections of a step: those on the calendar first, then those before their time.
fn visit_results(war: &War, pace: &CoalitionPace, draws: StepDraws<'_>, visit: &mut dyn FnMut(usize, MemberResult)) {
    for (election, &name) in war.elections.iter().zip(&pace.election_entities) {
        if let (true, Electorate::Member(member)) = (is_due(election, draws.time(), pace.months), election.of) {
            visit(member, MemberResult::of(&war.coalition, Some(election), member_election(name, draws.future())));
        }
    }
    visit_early_results(war, pace, draws, visit);
}

/// Share of the steps in which members are asked one by one whether they vote early: a member's number costs time, and with
/// an eighth of them its chance is the same.
const ASKED: f64 = 0.125;

/// Elections before their time, each with the coalition's chances. The one on the calendar is held all the same.
fn visit_early_results(
    war: &War,
    pace: &CoalitionPace,
    draws: StepDraws<'_>,
    visit: &mut dyn FnMut(usize, MemberResult),
) {
    let (chance, asked) = (pace.early_election, ASKED.max(pace.early_election));
    if chance == 0.0 || draws.uniform(Purpose::EarlyElection, 0) >= asked {
        return;
    }
    for (member, &entity) in pace.entities.iter().enumerate() {
        let [held, turning] = draws.pair(Purpose::EarlyElection, entity);
        let share = chance / asked;
        if held < share {
            // Given that it is below the share, the number is even again.
            visit(member, MemberResult::of(&war.coalition, None, [held / share, turning]));
        }
    }
}

/// An election cuts what a member gives, raises it or leaves it, and may turn its stance.
fn apply_result(war: &War, state: &mut CoalitionState, member: usize, result: MemberResult) {
    let coalition = &war.coalition;
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
