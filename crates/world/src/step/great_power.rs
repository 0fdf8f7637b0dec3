//! The great power in a step: its posture, and the credibility of guarantees that follows from it (theory 3.7).

use crate::actors::roles::Side;
use crate::state::round::RoundResult;
use crate::step::elections::{great_power_election, is_due};
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;
use crate::talks::outcome::Outcome;
use crate::war::elections::Electorate;
use standoff_num::elementary::exp;

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
    choose_by_value(turn);
    turn.state.posture = turn.draws.pick(Purpose::Posture, &turn.scratch.posture_row);
    turn_at_elections(turn);
}

/// Where the great power chooses (decision 54): a logit on its own value of each posture, with the chances of the process as
/// the weights of choices before they are compared, `p(b) exp(lA V(b))`. So what it seldom does it seldom chooses, and over short
/// steps its rates are those of the process times `exp(lA [V(b) - V(a)])`.
fn choose_by_value(turn: &mut Turn<'_>) {
    let sharpness = turn.world.war.great_power.choice;
    // What it values is a war; in peace its posture follows the process alone.
    if sharpness == 0.0 || !turn.state.is_contested() {
        return;
    }
    let position = turn.state.position(turn.world);
    let (row, values) = (&mut turn.scratch.posture_row, &mut turn.scratch.posture_values);
    values.clear();
    values.resize(row.len(), 0.0);
    if turn.decisions.posture_values(&position, values).is_some() {
        let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        row.iter_mut().zip(&*values).for_each(|(chance, value)| *chance *= exp(sharpness * (value - best)));
    }
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
