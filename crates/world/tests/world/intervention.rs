//! What an intervention changes, and what it leaves.

use standoff_world::coalition::instruments::{Instrument, InstrumentFigures, Status};
use standoff_world::intervention::Orders;
use standoff_world::state::State;
use standoff_world::war::{War, World};

use crate::small_war;

fn with_instrument(start: Status, key: bool) -> War {
    let mut war = small_war::war();
    let plain = small_war::loan("loan");
    let figures = InstrumentFigures { size: 5.0, assent: 0.9, first_vote: 3.0, ..plain.figures };
    war.instruments = vec![Instrument { title: "Loan".into(), voters: vec![0], start, key, figures, ..plain }];
    war
}

#[test]
fn passing_into_the_same_world_changes_nothing() {
    let world = World::new(with_instrument(Status::Open, true));
    let mut state = State::start(&world);
    let before = state.clone();
    let events = state.change_world(&world, &world.with_war(world.war.clone()), &Orders::default(), 0.0);
    assert_eq!((state, events.key_closed), (before, None));
    assert_eq!(world.with_war(world.war.clone()), world);
}

/// The invader's force stays: twice the willingness to give moves the odds, and does not make them fit again.
#[test]
fn more_aid_moves_the_odds() {
    let world = World::new(small_war::war());
    let mut war = world.war.clone();
    war.coalition.willingness *= 2.0;
    let after = world.with_war(war);
    let odds = |world: &World| world.move_odds(world.coverage, 0, 2, 2, 0.0);
    assert!(after.coverage >= world.coverage);
    assert_eq!(world.move_odds(0.5, 0, 2, 2, 0.0), after.move_odds(0.5, 0, 2, 2, 0.0));
    assert!(odds(&after) <= odds(&world));
    let mut easier = world.war.clone();
    easier.front.odds = 0.6;
    let easier = world.with_war(easier);
    assert!((odds(&easier) - 0.6).abs() < 1e-9, "odds that are set are the odds: {}", odds(&easier));
}

/// Efforts change in proportion, so that what fatigue has taken stays taken.
#[test]
fn efforts_change_in_proportion() {
    let world = World::new(small_war::war());
    let mut war = world.war.clone();
    war.members.iter_mut().for_each(|member| member.figures.willingness *= 2.0);
    let mut state = State::start(&world);
    state.coalition.aid_rate_bn.iter_mut().for_each(|effort| *effort *= 0.5);
    let worn = state.coalition.aid_rate_bn.clone();
    state.change_world(&world, &world.with_war(war), &Orders::default(), 12.0);
    for (effort, worn) in state.coalition.aid_rate_bn.iter().zip(worn) {
        assert!((effort / worn - 2.0).abs() < 1e-12);
    }
}

#[test]
fn instruments_open_and_close_at_once() {
    let closing = Orders { closed: vec![0], ..Orders::default() };
    let open = World::new(with_instrument(Status::Open, true));
    let mut state = State::start(&open);
    let paid = state.coalition.pooled_bn;
    let events = state.change_world(&open, &open.with_war(closing.apply_to(open.war.clone())), &closing, 1.0);
    assert_eq!(events.key_closed, Some(0), "the line breaks when a key instrument closes");
    assert_eq!(state.coalition.pooled_bn, paid, "money flows through the grace");
    assert_eq!(state.coalition.instruments[0].status, Status::Closed);

    let opening = Orders { opened: vec![0], ..Orders::default() };
    let closed = World::new(with_instrument(Status::Closed, false));
    let mut state = State::start(&closed);
    let after = closed.with_war(opening.apply_to(closed.war.clone()));
    state.change_world(&closed, &after, &opening, 1.0);
    assert_eq!((state.coalition.pooled_bn, state.coalition.instruments[0].next_vote_months), (5.0, 24.0));
    assert_eq!(after.war.instruments[0].start, Status::Open, "planners see it open");
}

#[test]
fn the_later_of_two_orders_counts() {
    let opening = Orders { opened: vec![0, 1], posture: Some(1), ..Orders::default() };
    let closing = Orders { closed: vec![1], posture: Some(2), ..Orders::default() };
    let both = opening.then(&closing);
    assert_eq!(both, Orders { opened: vec![0], closed: vec![1], posture: Some(2) });
    assert_eq!(opening.then(&Orders::default()), opening);
}
