//! Limited truces in a step: they end or are broken, and others begin (decision 42).

use crate::state::war_state::Regime;
use crate::step::limited_truce_rates::arrival_chance;
use crate::step::purpose::Purpose;
use crate::step::turn::Turn;

/// Months that count as none: a length is a sum of steps, and rounds as an `f32` does.
const ROUNDING_MONTHS: f64 = 1e-4;

/// Moves the truces under way and lets others begin; `excitement` is that at the beginning of the step.
///
/// They are pauses within a war: where it is not fought, none begins, and those under way are part of the greater quiet.
pub(super) fn move_limited_truces(turn: &mut Turn<'_>, excitement: f64) {
    if turn.world.war.limited_truces.is_empty() {
        return;
    }
    if turn.state.regime != Regime::War {
        turn.state.limited_truces.end_all();
        return;
    }
    for kind in 0..turn.world.war.limited_truces.len() {
        if turn.state.limited_truces.months_left(kind) > 0.0 {
            keep_limited_truce(turn, kind);
        } else if turn.pace.limited_truces.drawn {
            begin_limited_truce(turn, kind, excitement);
        }
    }
}

/// One under way may be broken for as much of the step as is left of it, and ends when its time has come.
fn keep_limited_truce(turn: &mut Turn<'_>, kind: usize) {
    let rates = &turn.pace.limited_truces;
    let figures = &turn.world.war.limited_truces[kind].figures;
    let left = turn.state.limited_truces.months_left(kind);
    let breach = figures.breach_chance(left.min(rates.months));
    let [_, broken] = turn.draws.pair(Purpose::LimitedTruce, rates.addresses[kind]);
    let (broken, over) = (rates.drawn && broken < breach, left <= rates.months + ROUNDING_MONTHS);
    turn.state.limited_truces.set_months_left(kind, if broken || over { 0.0 } else { left - rates.months });
    if broken {
        turn.events.limited_truces.broken |= 1 << kind;
        turn.state.limited_truces.add_trust(-figures.trust_broken);
    } else if over && rates.drawn {
        turn.events.limited_truces.kept |= 1 << kind;
        turn.state.limited_truces.add_trust(figures.trust_kept);
    }
}

fn begin_limited_truce(turn: &mut Turn<'_>, kind: usize, excitement: f64) {
    let rates = &turn.pace.limited_truces;
    let chance = arrival_chance(&turn.world.war, turn.state, kind, excitement, rates.months);
    let [begins, _] = turn.draws.pair(Purpose::LimitedTruce, rates.addresses[kind]);
    if begins < chance {
        turn.events.limited_truces.began |= 1 << kind;
        turn.state.limited_truces.set_months_left(kind, turn.world.war.limited_truces[kind].figures.length);
    }
}
