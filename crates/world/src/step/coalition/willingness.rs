//! What members are willing to give in a step, and who stops paying (theory 3.6).
//!
//! Log willingness follows `-theta + threat - news + common shock + own shock`.

use super::shocks::{EXIT_BITS, STEPS_A_BLOCK, shock};
use super::turn::CoalitionTurn;
use crate::coalition::members::Stance;
use crate::step::purpose::Purpose;
use standoff_num::elementary::exp;

/// Moves what every member would give, and lets members stop paying.
pub(super) fn change_willingness(turn: &mut CoalitionTurn<'_>) {
    let common = common_factor(turn);
    fetch_bits(turn);
    let pace = turn.pace;
    let lane = block_lane(turn.draws.time());
    let fatigue = &pace.fatigue_factors[turn.around.posture][usize::from(turn.around.truce)];
    let threshold = exit_threshold(turn);
    let state = &mut *turn.state;
    for (((rate, bits), fatigue), member) in state.aid_rate_bn.iter_mut().zip(&state.bits).zip(fatigue).zip(0..) {
        let bits = bits[lane];
        *rate *= common * fatigue * shock(&pace.own_shock_factors, bits >> EXIT_BITS);
        if bits & ((1 << EXIT_BITS) - 1) < threshold && state.stance[member] == Stance::In {
            state.stance[member] = Stance::FreeRiding;
            state.departed_share += pace.incomes[member] / pace.total_income;
            turn.events.exits += 1;
        }
    }
}

/// The factor that all members share: threat, news and the common shock.
fn common_factor(turn: &CoalitionTurn<'_>) -> f64 {
    let around = turn.around;
    let time = turn.draws.time();
    let block = turn.draws.future().block(Purpose::Common as u16, (time / STEPS_A_BLOCK) as u16, 0);
    let bits = block[block_lane(time)] >> EXIT_BITS;
    let threat = if around.threat && !around.truce { turn.pace.threat_factor } else { 1.0 };
    let news = if around.lost_tenths == 0.0 { 1.0 } else { exp(-turn.war.coalition.news * around.lost_tenths) };
    threat * news * shock(&turn.pace.common_shock_factors, bits)
}

/// Random bits below this make a member leave: faster while coverage is under its threshold and the more have left. Both are
/// taken from before the step, so that all members decide on the same view and their order does not matter.
fn exit_threshold(turn: &CoalitionTurn<'_>) -> u32 {
    let coalition = &turn.war.coalition;
    let losing = usize::from(turn.state.coverage < coalition.threshold);
    let exit = turn.pace.exit_chances[losing] * (1.0 + coalition.cascade * turn.state.departed_share);
    (exit * f64::from(1u32 << EXIT_BITS)) as u32
}

/// Fetches the members' random numbers of this step and of those that share its block, all members at once: that is several
/// times as fast as one by one.
fn fetch_bits(turn: &mut CoalitionTurn<'_>) {
    let block = turn.draws.time() / STEPS_A_BLOCK;
    if turn.state.bits_of != block {
        let draws = turn.draws.future();
        draws.fill_blocks(Purpose::Member as u16, block as u16, &turn.pace.entities, &mut turn.state.bits);
        turn.state.bits_of = block;
    }
}

/// The word of a block that belongs to a step.
fn block_lane(time: u32) -> usize {
    (time % STEPS_A_BLOCK) as usize
}
