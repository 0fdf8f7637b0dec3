//! Peace: it may fail, and the war goes on from where it was renewed (decision 40).

use crate::record::Stubborn;
use crate::small_war;
use standoff_num::Draws;
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::state::{Events, Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{War, World};

const SETTLED: Regime = Regime::Settled { hazard: 0.02, front: 9, cap: 0.5 };

/// The state before and after the first failure of a peace on some path, and what happened in that step; none where it held for
/// `steps` steps.
fn first_failure(world: &World, peace: Regime, steps: u32, path: u32) -> Option<(State, State, Events)> {
    let (pace, draws) = (Pace::new(&world.war, 12.0 / 52.0), Draws::new(3, 0, path));
    let mut scratch = Scratch::default();
    let mut state = State { regime: peace, invader_stamina: 0, ..State::start(world) };
    for _ in 0..steps {
        let before = state.clone();
        let events = step(world, &pace, &Stubborn, &mut state, &draws, &mut scratch);
        if events.peace_failed {
            return Some((before, state, events));
        }
        assert_eq!((state.regime, state.front, events.end), (peace, before.front, None));
    }
    None
}

fn frozen_war(breaks: f64) -> War {
    let mut war = small_war::war();
    war.truce.frozen_breaks = breaks;
    war
}

#[test]
fn a_settlement_that_fails_is_war_from_its_line() {
    let world = World::new(small_war::war());
    let (before, after, events) =
        (0..50).find_map(|path| first_failure(&world, SETTLED, 260, path)).expect("a failure");
    assert_eq!((after.regime, after.front, after.army_cap, after.momentum), (Regime::War, 9, 0.5, 0));
    assert_eq!([after.invader_stamina, after.defender_stamina], [LEVELS - 1; 2]);
    assert!((after.coalition.war_coverage - (before.coalition.war_coverage - 0.25)).abs() < 1e-12, "{after:?}");
    assert!(events.end.is_none() && after.is_contested());
}

/// With a hazard of .02 a month the share of settlements that fail within five years is 1 - .98^60, to four standard errors.
#[test]
fn peace_fails_as_often_as_its_hazard_says() {
    const PATHS: u32 = 4000;
    let world = World::new(small_war::war());
    let failed = (0..PATHS).filter(|&path| first_failure(&world, SETTLED, 260, path).is_some()).count() as f64;
    let (found, expected) = (failed / f64::from(PATHS), 1.0 - 0.98_f64.powi(60));
    let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
    assert!((found - expected).abs() < 4.0 * error, "{found}, not {expected}");
}

#[test]
fn a_frozen_conflict_breaks_only_where_the_scenario_says_so() {
    let still = World::new(frozen_war(0.0));
    assert!((0..200).all(|path| first_failure(&still, Regime::Frozen, 260, path).is_none()));
    let brittle = World::new(frozen_war(0.05));
    let (before, after, _) =
        (0..50).find_map(|path| first_failure(&brittle, Regime::Frozen, 260, path)).expect("a break");
    assert_eq!((after.regime, after.front, after.army_cap), (Regime::War, before.front, 0.0));
}

/// The lowest level of coverage is kept, and a coalition that gives nothing of its own has nothing to lose.
#[test]
fn coverage_falls_by_a_level_and_no_further() {
    for (need, left) in [(10.0, 0.35), (20.0, 0.25), (60.0, 0.1)] {
        let mut war = small_war::war();
        (war.coalition.need, war.coalition.willingness) = (need, 1.0);
        let world = World::new(war);
        let (_, after, _) = (0..50).find_map(|path| first_failure(&world, SETTLED, 260, path)).expect("a failure");
        assert!((after.coalition.war_coverage - left).abs() < 1e-12, "{need}: {}", after.coalition.war_coverage);
    }
}
