//! Truce and settlement in a step: each may break (theory 3.9 and 3.11).

use crate::quantity::hazard_over;
use crate::state::ends::End;
use crate::state::war_state::Regime;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;

/// Months by which a truce may miss the length of a frozen conflict: its length is a sum of steps, and rounds.
const ROUNDING_MONTHS: f64 = 1e-9;

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
    if quiet_months >= turn.world.war.truce.frozen_after - ROUNDING_MONTHS {
        turn.events.end = Some(End::Frozen);
        turn.state.regime = Regime::Over;
    }
}

/// After a signature: the invader may attack again, and the peace has failed.
pub(super) fn keep_settlement(turn: &mut Turn<'_>) {
    let Regime::Settled { hazard } = turn.state.regime else { return };
    let [breaks, _] = turn.draws.pair(Purpose::Quiet, 0);
    if breaks < hazard_over(hazard, turn.pace.months) {
        turn.events.peace_failed = true;
        turn.state.regime = Regime::Over;
    }
}
