//! Ways round unanimity, and how vetoes end (decision 47).

use crate::small_war;
use standoff_num::Draws;
use standoff_world::coalition::instruments::{Instrument, Status};
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings};
use standoff_world::war::War;

const PATHS: u32 = 1000;

/// A loan of 6 a year voted at the end of the first month and every three months after a refusal, by two members of the same
/// income with these chances of assent.
fn war(assents: [f64; 2]) -> War {
    let mut war = small_war::war();
    let mut loan = Instrument { retries: 20, ..small_war::loan("loan") };
    loan.doubtful = vec![(0, assents[0]), (1, assents[1])];
    (loan.figures.size, loan.figures.first_vote, loan.figures.interval) = (6.0, 1.0, 3.0);
    war.instruments = vec![loan];
    war
}

fn run(war: &War, months: f64, until: f64, path: u32) -> CoalitionState {
    let pace = CoalitionPace::new(war, months);
    let mut state = CoalitionState::start(war);
    for time in 0..(until / months).round() as u32 {
        state.step(war, &pace, time, Surroundings::default(), &Draws::new(5, 0, path));
    }
    state
}

fn share(war: &War, months: f64, until: f64) -> f64 {
    let open = |path: &u32| run(war, months, until, *path).instruments[0].status == Status::Open;
    (0..PATHS).filter(open).count() as f64 / f64::from(PATHS)
}

#[test]
fn with_opt_out_the_chance_is_not_that_of_unanimity() {
    let unanimous = war([0.9, 0.2]);
    let mut opt_out = unanimous.clone();
    opt_out.instruments[0].opt_out = true;
    let [before, after] = [&unanimous, &opt_out].map(|war| share(war, 1.0, 1.0));
    // Unanimity passes with .9 times .2; staying out, with all that at least one is for: 1 - .1 times .8.
    assert!((before - 0.18).abs() < 0.04 && (after - 0.92).abs() < 0.03, "{before} and {after}");
    opt_out.instruments[0].figures.stays_out = 0.25;
    let rarely = share(&opt_out, 1.0, 1.0);
    assert!((rarely - (0.18 + 0.25 * 0.74)).abs() < 0.05, "{rarely}");
}

#[test]
fn the_share_of_those_outside_is_missing() {
    let mut war = war([1.0, 0.0]);
    war.instruments[0].opt_out = true;
    assert_eq!(run(&war, 1.0, 1.0, 0).pooled_bn, 3.0);
    war.members[1].figures.income = 3000.0;
    assert_eq!(run(&war, 1.0, 1.0, 0).instruments[0].status, Status::Proposed, "a quarter is no quorum");
    war.instruments[0].figures.quorum = 0.25;
    assert_eq!(run(&war, 1.0, 1.0, 0).pooled_bn, 1.5);
}

#[test]
fn an_abstention_stops_nothing() {
    let mut war = war([1.0, 0.0]);
    war.instruments[0].abstain = true;
    assert_eq!(run(&war, 1.0, 1.0, 0).pooled_bn, 6.0);
    war.instruments[0].figures.abstains = 0.3;
    let passed = share(&war, 1.0, 1.0);
    assert!((passed - 0.3).abs() < 0.05, "{passed}");
    (war.instruments[0].figures.abstains, war.instruments[0].doubtful[0].1) = (1.0, 0.0);
    assert_eq!(share(&war, 1.0, 1.0), 0.0, "a vote for which nobody is does not pass");
}

/// Two halves that agree with correlation .8 are both for it with 1/4 + asin(.8)/(2 pi), .398.
#[test]
fn votes_that_hang_together_agree_more_often() {
    let mut war = war([0.5, 0.5]);
    let apart = share(&war, 1.0, 1.0);
    war.instruments[0].figures.common = 0.8;
    let together = share(&war, 1.0, 1.0);
    assert!((apart - 0.25).abs() < 0.045 && (together - 0.398).abs() < 0.05, "{apart} and {together}");
}

/// With a hazard of .2 a month a blocker has given way three months after its veto with .488, and six with .738.
#[test]
fn a_veto_is_a_duration() {
    let mut war = war([1.0, 0.0]);
    assert_eq!(share(&war, 1.0, 12.0), 0.0);
    war.instruments[0].figures.gives_way = 0.2;
    for months in [1.0, 0.25] {
        for (until, expected) in [(1.0, 0.0), (3.0, 0.0), (4.0, 0.488), (7.0, 0.738)] {
            let found = share(&war, months, until);
            assert!((found - expected).abs() < 0.05, "{until} in steps of {months}: {found}");
        }
    }
}

/// Those against a renewal have had the whole term to give way: twelve months at .2 leave .069 of them.
#[test]
fn a_renewal_comes_after_a_whole_term() {
    let mut war = war([1.0, 0.0]);
    let loan = &mut war.instruments[0];
    (loan.start, loan.figures.duration, loan.figures.gives_way) = (Status::Open, 12.0, 0.2);
    let renewed = share(&war, 1.0, 1.0);
    assert!((renewed - 0.931).abs() < 0.03, "{renewed}");
}

#[test]
fn isolation_and_side_payments_shorten_a_veto() {
    let mut plain = war([1.0, 0.0]);
    plain.instruments[0].figures.gives_way = 0.1;
    let base = share(&plain, 1.0, 4.0);
    let mut alone = plain.clone();
    alone.instruments[0].figures.isolation = 1.0;
    let mut paid = plain.clone();
    paid.instruments[0].figures.side_payments = 1.0;
    // Twice the hazard: 1 - .9^6 for 1 - .9^3.
    assert!((base - 0.271).abs() < 0.05, "{base}");
    assert!([&alone, &paid].iter().all(|war| (share(war, 1.0, 4.0) - 0.469).abs() < 0.05));
    // One that does not stand alone is not isolated.
    (alone.instruments[0].doubtful[0].1, plain.instruments[0].doubtful[0].1) = (0.0, 0.0);
    assert_eq!(share(&alone, 1.0, 7.0), share(&plain, 1.0, 7.0));
}

/// An act that is open stops the term of the one that it keeps; the term goes on when the act has lapsed.
#[test]
fn another_act_keeps_an_instrument_in_force() {
    let mut war = war([0.0, 0.0]);
    war.instruments[0].start = Status::Open;
    war.instruments[0].figures.first_vote = 2.0;
    let mut act = small_war::loan("act");
    act.start = Status::Open;
    (act.figures.first_vote, act.figures.assent) = (6.0, 0.0);
    war.instruments.push(act);
    let open = |war: &War, until: f64| run(war, 1.0, until, 0).instruments[0].status == Status::Open;
    assert!(open(&war, 1.0) && !open(&war, 2.0));
    war.instruments[0].route = Some(1);
    assert!(open(&war, 5.0) && open(&war, 7.0) && !open(&war, 8.0));
}

#[test]
fn the_order_and_the_money_of_members_change_nothing() {
    let mut plain = war([0.6, 0.3]);
    let loan = &mut plain.instruments[0];
    (loan.opt_out, loan.abstain) = (true, true);
    let figures = &mut loan.figures;
    (figures.common, figures.gives_way, figures.isolation) = (0.4, 0.1, 1.0);
    (figures.abstains, figures.stays_out) = (0.3, 0.5);
    let mut turned = plain.clone();
    turned.members.reverse();
    turned.instruments[0].doubtful = vec![(1, 0.6), (0, 0.3)];
    let mut scaled = plain.clone();
    scaled.members.iter_mut().for_each(|member| member.figures.income *= 1024.0);
    for path in 0..100 {
        let [plain, turned, scaled] = [&plain, &turned, &scaled].map(|war| run(war, 1.0, 24.0, path).instruments);
        assert_eq!(plain, turned);
        assert_eq!(plain, scaled);
    }
}
