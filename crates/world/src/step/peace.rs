//! Truce and peace in a step: each may break (theory 3.9 and 3.11).

use crate::battlefield::stamina::LEVELS;
use crate::quantity::{ROUNDING_MONTHS, hazard_over};
use crate::state::ends::End;
use crate::state::war_state::{Regime, usual_fighting};
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;

/// In a truce: it may break, or last until the conflict is frozen.
pub(super) fn keep_truce(turn: &mut Turn<'_>) {
    let Regime::Truce { quiet_months } = turn.state.regime else { return };
    let [breaks, _] = turn.draws.pair(Purpose::Quiet, 0);
    if breaks < turn.pace.truce_break_chance {
        turn.events.truce_broke = true;
        turn.state.regime = Regime::War;
        return;
    }
    let quiet_months = quiet_months + turn.pace.months;
    turn.state.regime = Regime::Truce { quiet_months };
    // A settlement under way is waited for: a truce that it may end is no frozen conflict yet.
    if quiet_months >= turn.world.war.truce.frozen_after - ROUNDING_MONTHS && turn.state.underway.is_none() {
        turn.events.end = Some(End::Frozen);
        turn.state.regime = Regime::Frozen;
    }
}

/// In a settlement or a frozen conflict: the invader may attack again, and the war goes on (decision 40).
pub(super) fn keep_peace(turn: &mut Turn<'_>) {
    let (hazard, front, cap) = match turn.state.regime {
        Regime::Settled { hazard, front, cap } => (hazard, front, cap),
        Regime::Frozen => (turn.world.war.truce.frozen_breaks, turn.state.front, turn.state.army_cap),
        Regime::War | Regime::Truce { .. } | Regime::Over => return,
    };
    let [breaks, _] = turn.draws.pair(Purpose::Quiet, 0);
    if breaks < hazard_over(hazard, turn.pace.months) {
        turn.events.peace_failed = true;
        renew_war(turn, front, cap);
    }
}

/// Begins the war again from a position of the front: both sides are rested, nobody has the momentum, the defender's army is
/// as its cap has left it, and coverage is one level lower. Planners value a renewed war alike (decision 13).
fn renew_war(turn: &mut Turn<'_>, front: usize, cap: f64) {
    let now_months = (f64::from(turn.draws.time()) + 1.0) * turn.pace.months;
    let state = &mut *turn.state;
    (state.regime, state.front, state.army_cap, state.momentum) = (Regime::War, front, cap, 0);
    state.fighting = usual_fighting();
    (state.invader_stamina, state.defender_stamina) = (LEVELS - 1, LEVELS - 1);
    state.coalition.lose_level(&turn.world.war, state.posture, now_months);
    state.coalition.undercovered_months = 0.0;
}
