//! Votes on pooled instruments in a step (decision 10).

use super::ballot::hold_vote;
use super::turn::CoalitionTurn;
use crate::coalition::instruments::{Instrument, Status};
use crate::quantity::ROUNDING_MONTHS;
use crate::state::coalition::{CoalitionState, InstrumentState};
use crate::war::figures::War;

/// Moves every instrument by a step, in the order of the list, but the routes to one need by preference: one that needs
/// another sees it as it stands after its vote, and a fallback sees that the preferred route has just failed.
pub(super) fn hold_votes(turn: &mut CoalitionTurn<'_>) {
    let pace = turn.pace;
    for &place in &pace.voting_order {
        let was_open = turn.state.instruments[place].status == Status::Open;
        move_instrument(turn, place);
        let closed = was_open && turn.state.instruments[place].status != Status::Open;
        if closed && turn.war.instruments[place].key && turn.events.key_closed.is_none() {
            turn.events.key_closed = Some(place);
        }
    }
}

/// An instrument without what it requires falls back to being tabled; any other one that is not closed comes nearer to its
/// vote, unless an alternative is open or another act keeps it in force.
fn move_instrument(turn: &mut CoalitionTurn<'_>, place: usize) {
    let (war, months) = (turn.war, turn.pace.months);
    let instrument = &mut turn.state.instruments[place];
    if instrument.status == Status::Open {
        instrument.payment_months += months;
    }
    instrument.grace_months = (instrument.grace_months - months).max(0.0);
    if lacks_requirement(turn.state, war, place) {
        fall_back(&mut turn.state.instruments[place], &war.instruments[place]);
    } else if comes_to_vote(turn.state, war, place) {
        turn.state.instruments[place].next_vote_months -= months;
        if turn.state.instruments[place].next_vote_months <= ROUNDING_MONTHS {
            let part = hold_vote(turn, place);
            settle_vote(&mut turn.state.instruments[place], &war.instruments[place], part);
        }
    }
}

fn comes_to_vote(state: &CoalitionState, war: &War, place: usize) -> bool {
    match state.instruments[place].status {
        Status::Closed => false,
        Status::Open if is_kept(state, war, place) => false,
        Status::Open | Status::Proposed => !state.alternative_open(war, place),
    }
}

/// Whether the act that keeps an instrument in force is open.
fn is_kept(state: &CoalitionState, war: &War, place: usize) -> bool {
    war.instruments[place].route.is_some_and(|act| state.instruments[act].status == Status::Open)
}

fn lacks_requirement(state: &CoalitionState, war: &War, place: usize) -> bool {
    war.instruments[place].requires.is_some_and(|needed| state.instruments[needed].status != Status::Open)
}

fn fall_back(state: &mut InstrumentState, instrument: &Instrument) {
    if state.status == Status::Open {
        state.status = Status::Proposed;
        state.grace_months = instrument.figures.grace;
        state.next_vote_months = instrument.figures.interval;
    }
}

/// The instrument after a vote that passed with a share `part` of its size, or that did not.
fn settle_vote(state: &mut InstrumentState, instrument: &Instrument, part: Option<f64>) {
    let was_open = state.status == Status::Open;
    if let Some(part) = part {
        *state = state.opened(instrument, part);
        return;
    }
    if was_open {
        state.grace_months = instrument.figures.grace;
    }
    state.status = if state.tries_left == 0 { Status::Closed } else { Status::Proposed };
    state.tries_left = state.tries_left.saturating_sub(1);
    state.next_vote_months = instrument.figures.interval;
}
