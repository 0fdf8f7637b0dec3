//! Routes to one need (decision 46).

use crate::small_war;
use standoff_num::Draws;
use standoff_world::coalition::instruments::{Instrument, InstrumentFigures, Kind, Status};
use standoff_world::coalition::needs::{Need, NeedFigures};
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings};
use standoff_world::war::War;

const PATHS: u32 = 400;

/// A route of 6 a year, voted every three months by two members with the same chance of assent.
fn route(name: &str, assent: f64) -> Instrument {
    let plain = small_war::loan(name);
    let figures = InstrumentFigures { size: 6.0, assent, interval: 3.0, first_vote: 1.0, ..plain.figures };
    Instrument { retries: 20, figures, ..plain }
}

/// A war in which members give the same for ever, with a need of which the first route is preferred to the second.
fn war(preferred: f64, fallback: f64) -> War {
    let mut war = small_war::war();
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    (war.coalition.decay, war.coalition.threat, war.coalition.need) = (0.0, 0.0, 12.0);
    war.instruments = vec![route("assets", preferred), route("borrowing", fallback)];
    let figures = NeedFigures { amount: 6.0, notice: 6.0 };
    let (name, title) = ("loan".to_owned(), "Loan".to_owned());
    war.needs = vec![Need { name, title, routes: vec![0, 1], by_months: None, figures }];
    war
}

fn run(war: &War, months: f64, until: f64, path: u32) -> CoalitionState {
    let pace = CoalitionPace::new(war, months);
    let mut state = CoalitionState::start(war);
    for time in 0..(until / months).round() as u32 {
        state.step(war, &pace, time, Surroundings::default(), &Draws::new(3, 0, path));
    }
    state
}

fn share(war: &War, months: f64, until: f64, place: usize) -> f64 {
    let open = |path: &u32| run(war, months, until, *path).instruments[place].status == Status::Open;
    (0..PATHS).filter(open).count() as f64 / f64::from(PATHS)
}

fn mean_coverage(war: &War, until: f64) -> f64 {
    (0..PATHS).map(|path| run(war, 1.0, until, path).coverage).sum::<f64>() / f64::from(PATHS)
}

/// The first vote of the fallback has a chance of .01, those after the failure .99.
#[test]
fn a_fallback_that_opens_after_a_failure_raises_coverage_at_twelve_months() {
    let closed = war(0.0, 0.1);
    let mut opens = closed.clone();
    opens.coalition.assent_failed = 7.5;
    let [before, after] = [&closed, &opens].map(|war| mean_coverage(war, 12.0));
    // Members give 6 of 12; the fallback would give the rest.
    assert!((before - 0.5 - 0.5 * 0.04).abs() < 0.03, "{before}");
    assert!(after > 0.98, "{after}");
}

#[test]
fn assent_to_a_fallback_stays_low_while_the_preferred_route_is_on_the_table() {
    let mut war = war(0.0, 0.1);
    war.coalition.assent_failed = 7.5;
    // Nobody has voted on the preferred route yet.
    war.instruments[0].figures.first_vote = 100.0;
    assert!(share(&war, 1.0, 12.0, 1) < 0.1);
    // Held up by one that is refused, it has failed.
    let mut consent = route("consent", 0.0);
    consent.kind = Kind::Authority;
    war.instruments.push(consent);
    war.instruments[0].requires = Some(2);
    assert!(share(&war, 1.0, 12.0, 1) > 0.9);
    war.instruments[2].figures.first_vote = 100.0;
    assert!(share(&war, 1.0, 12.0, 1) < 0.1);
    war.instruments[0].start = Status::Closed;
    assert!(share(&war, 1.0, 12.0, 1) > 0.9);
}

/// Voted in one step, the preferred route comes first wherever it stands in the list, and its failure counts at once.
#[test]
fn routes_tabled_together_are_decided_together() {
    for routes in [vec![0, 1], vec![1, 0]] {
        let mut war = war(0.5, 0.5);
        war.coalition.assent_failed = 100.0;
        war.needs[0].routes = routes.clone();
        let opened = (0..PATHS).map(|path| run(&war, 1.0, 1.0, path));
        let opened: Vec<Vec<bool>> = opened
            .map(|state| routes.iter().map(|&place| state.instruments[place].status == Status::Open).collect())
            .collect();
        assert!(opened.iter().all(|open| open[0] != open[1]), "one of them, and one only");
        let preferred = opened.iter().filter(|open| open[0]).count() as f64 / f64::from(PATHS);
        assert!((preferred - 0.25).abs() < 0.07, "{preferred}");
    }
}

#[test]
fn an_open_route_leaves_no_vote_to_the_others() {
    let mut war = war(0.0, 1.0);
    war.instruments[0].start = Status::Open;
    war.instruments[0].figures.first_vote = 100.0;
    assert_eq!(share(&war, 1.0, 12.0, 1), 0.0);
}

#[test]
fn a_gap_and_a_near_date_raise_assent() {
    let plain = war(0.0, 0.3);
    let base = share(&plain, 1.0, 1.0, 1);
    let with = |change: &dyn Fn(&mut War)| {
        let mut war = plain.clone();
        change(&mut war);
        share(&war, 1.0, 1.0, 1)
    };
    // All of the amount is missing: a chance of .3 becomes .539 for each of two voters.
    let gap = with(&|war| war.coalition.assent_gap = 1.0);
    assert!((gap - 0.538 * 0.538).abs() < 0.07 && gap > base + 0.1, "{gap} against {base}");
    let late = |by: f64| {
        with(&|war| {
            war.coalition.assent_late = 1.0;
            war.needs[0].by_months = Some(by);
        })
    };
    assert_eq!(late(7.0), base);
    assert!(late(4.0) > base + 0.02 && late(1.0) == gap && late(-3.0) == gap);
    // A route that pays is renewed as if its money were missing, for without a renewal it will be.
    let renewed = with(&|war| {
        war.coalition.assent_gap = 1.0;
        war.instruments[1].start = Status::Open;
    });
    assert_eq!(renewed, gap);
    let small = with(&|war| (war.coalition.assent_gap, war.needs[0].figures.amount) = (1.0, 60.0));
    assert!(small < gap && small >= base);
}

#[test]
fn a_war_without_pressure_is_as_with_a_pool() {
    let need = war(0.4, 0.4);
    let mut pool = need.clone();
    pool.needs.clear();
    pool.instruments.iter_mut().for_each(|instrument| instrument.pool = Some("loan".into()));
    for path in 0..100 {
        assert_eq!(run(&need, 1.0, 24.0, path), run(&pool, 1.0, 24.0, path));
    }
}

#[test]
fn weeks_and_months_give_the_same_chances() {
    let mut war = war(0.3, 0.3);
    (war.coalition.assent_failed, war.coalition.assent_gap, war.coalition.assent_late) = (0.5, 0.5, 0.5);
    war.needs[0].by_months = Some(8.0);
    for place in 0..2 {
        let [weekly, monthly] = [12.0 / 52.0, 1.0].map(|months| share(&war, months, 12.0, place));
        // Two standard errors of a difference of shares are .07.
        assert!((weekly - monthly).abs() < 0.08, "{place}: {weekly} against {monthly}");
    }
}

#[test]
fn the_scale_of_money_and_the_order_of_lists_change_nothing() {
    let mut plain = war(0.3, 0.3);
    (plain.coalition.assent_failed, plain.coalition.assent_gap) = (0.5, 0.5);
    let mut scaled = plain.clone();
    scaled.coalition.need *= 1024.0;
    scaled.members.iter_mut().for_each(|member| member.figures.income *= 1024.0);
    scaled.instruments.iter_mut().for_each(|instrument| instrument.figures.size *= 1024.0);
    scaled.needs[0].figures.amount *= 1024.0;
    let mut turned = plain.clone();
    turned.members.reverse();
    turned.instruments.reverse();
    turned.needs[0].routes = vec![1, 0];
    for path in 0..100 {
        let [plain, scaled, turned] = [&plain, &scaled, &turned].map(|war| run(war, 1.0, 24.0, path).instruments);
        assert_eq!(plain, scaled);
        assert_eq!(plain, turned.into_iter().rev().collect::<Vec<_>>());
    }
}
