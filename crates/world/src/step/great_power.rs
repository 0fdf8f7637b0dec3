//! The great power in a step: its posture, and the credibility of guarantees that follows from it (theory 3.7).

use crate::actors::roles::Side;
use crate::state::round::RoundResult;
use crate::step::elections::{great_power_election, is_due};
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use crate::talks::outcome::Outcome;
use crate::war::elections::Electorate;

/// The great power may turn to another posture, tilted by blame for the round, and at its elections.
pub(super) fn turn_posture(turn: &mut Turn<'_>) {
    // One posture has nowhere to turn; its draw is not needed, and leaving it out moves no other.
    if turn.world.war.postures.len() == 1 {
        return;
    }
    let (tilt, side) = turn.pace.tilts[blamed_outcome(turn).index()];
    let blamed = &turn.pace.blamed_postures[usize::from(side == Side::Defender)];
    let row = &mut turn.scratch.posture_row;
    row.clear();
    let tilted = |(stay, blamed): (&f64, &f64)| (1.0 - tilt) * stay + tilt * blamed;
    row.extend(turn.pace.posture_chances[turn.state.posture].iter().zip(blamed).map(tilted));
    turn.state.posture = turn.draws.pick(Purpose::Posture, row);
    turn_at_elections(turn);
}

/// Outcome of this step's round as far as blame goes.
fn blamed_outcome(turn: &Turn<'_>) -> Outcome {
    match turn.events.round.map(|round| round.result) {
        Some(RoundResult::No(outcome)) => outcome,
        _ if turn.events.rejected => Outcome::DefenderEvades,
        _ => Outcome::NoRound,
    }
}

/// Elections of the great power that fall in the step, after the drift of its posture: an election has the last word.
fn turn_at_elections(turn: &mut Turn<'_>) {
    for election in &turn.world.war.elections {
        if election.of == Electorate::GreatPower && is_due(election, turn.draws.time(), turn.pace.months) {
            let mut draw = great_power_election(election, turn.draws.future());
            for &(posture, chance) in &election.turns {
                if draw < chance {
                    turn.state.posture = posture;
                    break;
                }
                draw -= chance;
            }
        }
    }
}

/// The credibility of guarantees moves towards the level of the posture.
pub(super) fn move_credibility(turn: &mut Turn<'_>) {
    let level = turn.world.war.postures[turn.state.posture].effects.credibility;
    turn.state.credibility += turn.pace.credibility_share * (level - turn.state.credibility);
}
