//! Payments of an instrument come after its vote (decision 48).

use crate::small_war;
use standoff_num::Draws;
use standoff_world::coalition::instruments::{InstrumentFigures, Status};
use standoff_world::intervention::Orders;
use standoff_world::state::{CoalitionState, State};
use standoff_world::step::{CoalitionPace, Surroundings};
use standoff_world::war::{War, World};

/// A war in which members give the same for ever, and a loan of 6 a year is sure to pass at the end of a month.
fn war(first_vote: f64, payment_lag: f64, payment_ramp: f64) -> War {
    let mut war = small_war::war();
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    (war.coalition.decay, war.coalition.threat, war.coalition.need) = (0.0, 0.0, 20.0);
    let mut loan = small_war::loan("loan");
    loan.figures = InstrumentFigures { size: 6.0, assent: 1.0, first_vote, payment_lag, payment_ramp, ..loan.figures };
    war.instruments = vec![loan];
    war
}

/// Pooled money at the end of every month, in billions a year.
fn pooled_by_month(war: &War, months: f64) -> Vec<f64> {
    let pace = CoalitionPace::new(war, months);
    let mut state = CoalitionState::start(war);
    let steps = (40.0 / months).round() as u32;
    let mut course = vec![state.pooled_bn];
    for time in 0..steps {
        state.step(war, &pace, time, Surroundings::default(), &Draws::new(3, 0, 0));
        let now = (f64::from(time) + 1.0) * months;
        if (now - now.round()).abs() < 1e-9 {
            course.push(state.pooled_bn);
        }
    }
    course
}

#[test]
fn money_without_a_lag_flows_from_the_vote_on() {
    let course = pooled_by_month(&war(2.0, 0.0, 0.0), 1.0);
    assert_eq!(course[..4], [0.0, 0.0, 6.0, 6.0]);
}

/// The lag delays the first payment by its length and the ramp the full rate by its own, whatever the step.
#[test]
fn a_lag_and_a_ramp_delay_money_by_what_they_say() {
    for months in [1.0, 0.25, 0.5] {
        let course = pooled_by_month(&war(2.0, 3.0, 0.0), months);
        assert_eq!(course[..7], [0.0, 0.0, 0.0, 0.0, 0.0, 6.0, 6.0], "steps of {months}");
        let course = pooled_by_month(&war(2.0, 3.0, 3.0), months);
        for (month, expected) in [(4, 0.0), (5, 0.0), (6, 2.0), (7, 4.0), (8, 6.0), (9, 6.0)] {
            assert!((course[month] - expected).abs() < 1e-9, "steps of {months}: month {month}: {course:?}");
        }
    }
}

/// A loan pays its whole term, however late it begins; its renewal has no lag.
#[test]
fn a_renewal_has_no_lag() {
    let course = pooled_by_month(&war(2.0, 3.0, 0.0), 1.0);
    assert!(course[5..].iter().all(|&paid| paid == 6.0), "{course:?}");
    let mut ends = war(2.0, 3.0, 0.0);
    ends.instruments[0].figures.duration = 12.0;
    let pace = CoalitionPace::new(&ends, 1.0);
    let mut state = CoalitionState::start(&ends);
    for time in 0..2 {
        state.step(&ends, &pace, time, Surroundings::default(), &Draws::new(3, 0, 0));
    }
    assert_eq!(state.instruments[0].next_vote_months, 15.0);
}

/// Before the first payment pooled money counts as decided, and a loan that falls before it leaves nothing to its grace.
#[test]
fn decided_money_is_known_before_it_flows() {
    let mut war = war(1.0, 6.0, 0.0);
    let mut freeze = small_war::loan("freeze");
    (freeze.kind, freeze.start) = (standoff_world::coalition::instruments::Kind::Authority, Status::Open);
    (freeze.figures.assent, freeze.figures.first_vote) = (0.0, 3.0);
    war.instruments[0].requires = Some(1);
    war.instruments.push(freeze);
    let pace = CoalitionPace::new(&war, 1.0);
    let mut state = CoalitionState::start(&war);
    let course: Vec<(bool, f64)> = (0..5)
        .map(|time| {
            state.step(&war, &pace, time, Surroundings::default(), &Draws::new(3, 0, 0));
            (state.pooled(&war), state.pooled_bn)
        })
        .collect();
    assert_eq!(course, [(true, 0.0), (true, 0.0), (true, 0.0), (false, 0.0), (false, 0.0)]);
}

/// An instrument opened by order pays after its lag too, in the state and in the war that planners see.
#[test]
fn an_order_to_open_does_not_pay_at_once() {
    let before = World::new(war(100.0, 3.0, 0.0));
    let orders = Orders { opened: vec![0], ..Orders::default() };
    let after = before.with_war(orders.apply_to(before.war.clone()));
    assert_eq!(after.coverage, before.coverage);
    let mut state = State::start(&before);
    state.change_world(&before, &after, &orders, 0.0);
    assert_eq!(state.coalition.instruments, CoalitionState::start(&after.war).instruments);
    let pace = CoalitionPace::new(&after.war, 1.0);
    let paid = (0..4).map(|time| {
        state.coalition.step(&after.war, &pace, time, Surroundings::default(), &Draws::new(3, 0, 0));
        state.coalition.pooled_bn
    });
    assert_eq!(paid.collect::<Vec<f64>>(), [0.0, 0.0, 6.0, 6.0]);
}
