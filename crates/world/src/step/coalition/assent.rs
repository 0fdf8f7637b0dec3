//! Assent of a voter to an instrument: what the scenario says of it, and the pressure on a route to a need (decision 46).

use super::turn::CoalitionTurn;
use crate::coalition::instruments::Instrument;
use crate::coalition::members::Stance;
use crate::state::coalition::CoalitionState;
use standoff_num::elementary::{logistic, logit};

/// Rise, in log-odds, of every voter's assent to a route: the routes preferred to it have failed, money is missing, the date
/// of the need is near. Nothing for an instrument that is no route.
pub(super) fn pressure_on(turn: &CoalitionTurn<'_>, place: usize) -> f64 {
    let (war, around) = (turn.war, turn.around);
    let Some((need, rank)) = war.need_of(place) else { return 0.0 };
    let failed = rank > 0 && need.routes[..rank].iter().all(|&route| turn.state.has_failed(war, route));
    let (shortfall_bn, need_bn) = turn.state.shortfall_bn(war, around.posture, around.truce);
    let coalition = &war.coalition;
    coalition.assent_failed * f64::from(u8::from(failed))
        + coalition.assent_gap * need.gap(shortfall_bn, need_bn)
        + coalition.assent_late * need.urgency(turn.now_months())
}

/// A chance after a shift of its log-odds. No shift leaves it as it is, to the bit.
pub(super) fn shift_chance(chance: f64, log_odds: f64) -> f64 {
    if log_odds == 0.0 { chance } else { logistic(logit(chance) + log_odds) }
}

/// Chance that a voter agrees: its own where the scenario states one, whatever its stance.
pub(super) fn assent(state: &CoalitionState, instrument: &Instrument, voter: usize) -> f64 {
    let own = instrument.doubtful.iter().find(|(member, _)| *member == voter).map(|&(_, chance)| chance);
    match (state.stance[voter], own) {
        (_, Some(chance)) => chance,
        (Stance::Blocking, None) => instrument.figures.blocker_assent,
        (_, None) => instrument.figures.assent,
    }
}
