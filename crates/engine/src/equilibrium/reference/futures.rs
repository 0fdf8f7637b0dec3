//! Shares of simulated futures against those of the reference, which carries the whole distribution forward.

use super::case::{Case, TWO_ROLES};
use rayon::prelude::*;
use serde_json::Value;
use standoff_num::Draws;
use standoff_world::state::{End, Regime, State};
use standoff_world::step::{Pace, Scratch, step};

const FUTURES: u32 = 20_000;
const MONTHS: u32 = 24;
/// Seed of the futures, apart from those of the game.
const SEED: u64 = 11;
/// Standard errors within which a share must lie.
const STANDARD_ERRORS: f64 = 4.0;
/// Futures with a package that the reference must expect for the share to be nearly normal.
const LEAST_EXPECTED: f64 = 50.0;

/// What became of one future.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Settled { month: u32, package: usize },
    DefenderWins,
    InvaderWins,
    Frozen,
    InTruce,
    AtWar,
}

#[test]
fn shares_of_futures_agree() {
    let case = &*TWO_ROLES;
    let pace = Pace::new(&case.world.war, 1.0);
    let fates: Vec<Fate> = (0..FUTURES).into_par_iter().map(|future| simulate_fate(case, &pace, future)).collect();
    let shares = &case.expected["shares"];
    for month in [6, 12, 24] {
        let settled = |fate: &Fate| matches!(fate, Fate::Settled { month: signed, .. } if *signed <= month);
        assert_share(&format!("settled by {month} months"), &fates, settled, &shares["settled"][month.to_string()]);
    }
    assert_share("won by the defender", &fates, |&fate| fate == Fate::DefenderWins, &shares["ended"][0]);
    assert_share("won by the invader", &fates, |&fate| fate == Fate::InvaderWins, &shares["ended"][1]);
    assert_share("frozen", &fates, |&fate| fate == Fate::Frozen, &shares["frozen"]);
    assert_share("in a truce", &fates, |&fate| fate == Fate::InTruce, &shares["truce"]);
    for (place, package) in case.world.war.packages.iter().enumerate() {
        let share = &shares["by_package"][place];
        if share.as_f64().is_some_and(|share| share * f64::from(FUTURES) >= LEAST_EXPECTED) {
            let signed = |fate: &Fate| matches!(fate, Fate::Settled { package, .. } if *package == place);
            assert_share(&format!("settled by {}", package.name), &fates, signed, share);
        }
    }
}

fn assert_share(what: &str, fates: &[Fate], counts: impl Fn(&Fate) -> bool, expected: &Value) {
    let expected = expected.as_f64().expect("the reference has the share");
    let futures = fates.len() as f64;
    let share = fates.iter().filter(|fate| counts(fate)).count() as f64 / futures;
    let error = (expected * (1.0 - expected) / futures).sqrt();
    println!("{what}: {share:.4}, reference {expected:.4}, {:.1} standard errors", (share - expected) / error);
    assert!((share - expected).abs() <= STANDARD_ERRORS * error, "{what}: {share}, reference {expected}");
}

fn simulate_fate(case: &Case, pace: &Pace, future: u32) -> Fate {
    let draws = Draws::new(SEED, 0, future);
    let mut state = State::start(&case.world);
    let mut scratch = Scratch::default();
    for month in 1..=MONTHS {
        let events = step(&case.world, pace, &case.game, &mut state, &draws, &mut scratch);
        if let Some(signature) = events.signature {
            return Fate::Settled { month, package: signature.draft };
        }
        match events.end {
            Some(End::DefenderWins) => return Fate::DefenderWins,
            Some(End::InvaderWins) => return Fate::InvaderWins,
            Some(End::Frozen) => return Fate::Frozen,
            _ => {}
        }
    }
    if matches!(state.regime, Regime::Truce { .. }) { Fate::InTruce } else { Fate::AtWar }
}
