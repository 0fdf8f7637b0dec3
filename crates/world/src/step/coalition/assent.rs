//! Assent of a voter to an instrument: what the scenario says of it, the pressure on a route to a need (decision 46), and how
//! vetoes end (decision 47).

use super::turn::CoalitionTurn;
use crate::coalition::instruments::{Instrument, InstrumentFigures};
use crate::coalition::members::Stance;
use crate::quantity::hazard_over;
use crate::state::coalition::CoalitionState;
use crate::state::coverage::need_bn;
use crate::war::figures::War;
use standoff_num::elementary::{logistic, logit};

/// Rise, in log-odds, of every voter's assent to a route: the routes preferred to it have failed, money is missing, the date
/// of the need is near. Nothing for an instrument that is no route.
pub(super) fn pressure_on(turn: &CoalitionTurn<'_>, place: usize) -> f64 {
    let (war, around) = (turn.war, turn.around);
    let Some((need, rank)) = war.need_of(place) else { return 0.0 };
    let failed = rank > 0 && need.routes[..rank].iter().all(|&route| turn.state.has_failed(war, route));
    let need_bn = need_bn(war, around.posture, around.truce);
    let shortfall_bn = need_bn - money_without_bn(turn, place);
    let coalition = &war.coalition;
    coalition.assent_failed * f64::from(u8::from(failed))
        + coalition.assent_gap * need.gap(shortfall_bn, need_bn)
        + coalition.assent_late * need.urgency(turn.now_months())
}

/// Chance that each voter on an instrument assents, in their order: what the scenario says of it, with the pressure on the
/// route; and of those who would still be against it, the chance that they have given way since the last vote (decision 47).
pub(super) fn chances_of_assent(turn: &CoalitionTurn<'_>, place: usize, pressure: f64) -> Vec<f64> {
    let instrument = &turn.war.instruments[place];
    let own = |&voter: &usize| shift_chance(assent(turn.war, turn.state, instrument, voter), pressure);
    let mut chances: Vec<f64> = instrument.voters.iter().map(own).collect();
    if instrument.figures.gives_way > 0.0 {
        give_way(&mut chances, &instrument.figures, turn.state.instruments[place].months_between_votes(instrument));
    }
    chances
}

/// Raises the chances by those who give way in the months between two votes: faster by what they are offered, and the more of
/// the others are for it.
fn give_way(chances: &mut [f64], figures: &InstrumentFigures, months: f64) {
    let (all, others) = (chances.iter().sum::<f64>(), (chances.len() as f64 - 1.0).max(1.0));
    for chance in chances {
        let isolation = figures.isolation * (all - *chance) / others;
        let pressed_months = months * (1.0 + isolation + figures.side_payments);
        *chance += (1.0 - *chance) * hazard_over(figures.gives_way, pressed_months);
    }
}

/// Money that the defender would have without an instrument, in billions a year: by aid and instruments as they were last
/// measured. A route that pays is renewed as if its money were missing, for without a renewal it will be.
fn money_without_bn(turn: &CoalitionTurn<'_>, place: usize) -> f64 {
    let (war, state) = (turn.war, &turn.state);
    let own_bn = state.instruments[place].money_bn(&war.instruments[place]);
    state.bilateral_bn + state.pooled_bn - own_bn + war.coalition.other_flows_at(turn.now_months())
}

/// A chance after a shift of its log-odds. No shift leaves it as it is, to the bit.
pub(super) fn shift_chance(chance: f64, log_odds: f64) -> f64 {
    if log_odds == 0.0 { chance } else { logistic(logit(chance) + log_odds) }
}

/// Chance that a voter agrees: its own where the scenario states one, whatever its stance, but for a shift once it blocks and
/// did not at the start or the reverse (decision 49).
fn assent(war: &War, state: &CoalitionState, instrument: &Instrument, voter: usize) -> f64 {
    let own = instrument.doubtful.iter().find(|(member, _)| *member == voter).map(|&(_, chance)| chance);
    let blocked = |stance: Stance| f64::from(u8::from(stance == Stance::Blocking));
    let turned = blocked(war.members[voter].stance) - blocked(state.stance[voter]);
    match (state.stance[voter], own) {
        (_, Some(chance)) => shift_chance(chance, war.coalition.assent_turned * turned),
        (Stance::Blocking, None) => instrument.figures.blocker_assent,
        (_, None) => instrument.figures.assent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Figures;

    struct Zero;
    impl Figures for Zero {
        fn figure(&self, _: &str) -> f64 {
            0.0
        }
    }

    /// `c + (1-c) (1 - (1-h)^(m (1 + vi a + vs)))`, where `a` is the mean assent of the others.
    #[test]
    fn those_who_stand_alone_give_way_sooner() {
        let figures = InstrumentFigures {
            gives_way: 0.1,
            isolation: 2.0,
            side_payments: 0.5,
            ..InstrumentFigures::read(&Zero, "")
        };
        let before: [f64; 3] = [0.2, 0.8, 0.5];
        let mut after = before;
        give_way(&mut after, &figures, 3.0);
        for (voter, others) in [(0, 0.65), (1, 0.35), (2, 0.5)] {
            let stays = f64::powf(0.9, 3.0 * (1.0 + 2.0 * others + 0.5));
            let expected = 1.0 - (1.0 - before[voter]) * stays;
            assert!((after[voter] - expected).abs() < 1e-12, "{voter}: {after:?}");
        }
        // One voter has no others.
        let mut alone = [0.4];
        give_way(&mut alone, &figures, 2.0);
        assert!((alone[0] - (1.0 - 0.6 * f64::powf(0.9, 2.0 * 1.5))).abs() < 1e-12, "{alone:?}");
    }

    /// Even odds shifted by ln 3 are three to one.
    #[test]
    fn chances_shift_in_log_odds() {
        assert!((shift_chance(0.5, 3.0_f64.ln()) - 0.75).abs() < 1e-12);
        assert_eq!(shift_chance(0.3, 0.0), 0.3);
    }
}
