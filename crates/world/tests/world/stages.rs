//! A settlement on its way from words to effect (decision 41).

use crate::small_war;
use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::state::{Events, Regime, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, War, World};

/// Actors who say yes to everything.
struct Agreeable;

impl Decisions for Agreeable {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery.fill(1.0 / lottery.len() as f64);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers { invader_accepts: 1.0, defender_accepts: 1.0, ..Answers::default() }
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        1.0
    }

    fn outlook(&self, _: &Position) -> f64 {
        0.0
    }

    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        None
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.0
    }
}

/// A war whose settlements take 1, 2 and half a month from stage to stage, and need no vote.
fn staged_war() -> War {
    let mut war = small_war::war();
    war.ratification_needed = false;
    (war.stages.signing, war.stages.approval, war.stages.effect) = (1.0, 2.0, 0.5);
    war
}

/// Events of the steps of a future up to the first in which `last` holds, with the state after it.
fn play(war: &War, months: f64, path: u32, last: fn(&Events) -> bool) -> Option<(Vec<Events>, State)> {
    let world = World::new(war.clone());
    let (pace, draws) = (Pace::new(&world.war, months), Draws::new(11, 0, path));
    let (mut state, mut scratch, mut all) = (State::start(&world), Scratch::default(), Vec::new());
    for _ in 0..400 {
        all.push(step(&world, &pace, &Agreeable, &mut state, &draws, &mut scratch));
        if all.last().is_some_and(last) {
            return Some((all, state));
        }
    }
    None
}

fn first(events: &[Events], holds: fn(&Events) -> bool) -> usize {
    events.iter().position(holds).expect("it happens")
}

#[test]
fn without_stages_an_agreement_takes_effect_at_once() {
    let mut war = small_war::war();
    war.ratification_needed = false;
    let (events, state) = play(&war, 1.0, 1, |events| events.agreed).unwrap();
    let last = events.last().unwrap();
    assert!(last.text_signed && last.signature.is_some() && state.underway.is_none(), "{last:?}");
    assert!(matches!(state.regime, Regime::Settled { .. }));
}

/// After as many months as the stages say, rounded up to a step, by the week as by the month.
#[test]
fn stages_take_their_time() {
    for (months, to_signature, to_effect) in [(1.0, 1, 4), (0.25, 4, 14), (12.0 / 52.0, 5, 16)] {
        let (events, _) = play(&staged_war(), months, 1, |events| events.signature.is_some()).unwrap();
        let agreed = first(&events, |events| events.agreed);
        let signed = first(&events, |events| events.text_signed);
        assert_eq!([signed - agreed, events.len() - 1 - agreed], [to_signature, to_effect], "{months}");
        let later = &events[agreed + 1..];
        assert!(later.iter().all(|events| events.round.is_none() && !events.agreed), "nobody talks meanwhile");
    }
}

#[test]
fn a_public_that_refuses_does_so_after_the_signature() {
    let mut war = staged_war();
    war.ratification_needed = true;
    let rejected = (0..200).find_map(|path| play(&war, 0.25, path, |events| events.rejected));
    let (events, state) = rejected.expect("a rejection");
    // The last agreement before the vote.
    let agreed = events.iter().rposition(|events| events.agreed).unwrap();
    assert_eq!(events.len() - 1 - agreed, 12);
    assert!(state.underway.is_none() && state.is_contested());
}

/// With a chance of .2 a month the share that falls apart before it takes effect, three and a half months later, is
/// 1 - .8^3.5, to four standard errors.
#[test]
fn settlements_fall_apart_as_often_as_stated() {
    const PATHS: u32 = 4000;
    let mut war = staged_war();
    war.stages.lost = 0.2;
    (war.front.moves, war.front.collapse) = (0.0, 0.0);
    let decided = |path: u32| play(&war, 0.25, path, |events| events.fell_apart || events.signature.is_some()).unwrap();
    let lost = (0..PATHS).filter(|&path| decided(path).0.last().unwrap().fell_apart).count() as f64;
    let (found, expected) = (lost / f64::from(PATHS), 1.0 - 0.8_f64.powf(3.5));
    let error = (expected * (1.0 - expected) / f64::from(PATHS)).sqrt();
    assert!((found - expected).abs() < 4.0 * error, "{found}, not {expected}");
}

/// The guns fall silent with the signature where the draft says so, and a truce that breaks takes the settlement with it.
#[test]
fn a_ceasefire_may_begin_with_the_signature() {
    let mut war = staged_war();
    war.packages.iter_mut().for_each(|package| package.ceasefire_at_signature = true);
    war.truce.breaks = 0.3;
    let (events, state) = play(&war, 0.25, 1, |events| events.text_signed).unwrap();
    // A truce counts from the end of the step in which it begins.
    assert!(events.last().unwrap().truce_began && state.regime == Regime::Truce { quiet_months: 0.0 });
    let (events, state) = (0..50).find_map(|path| play(&war, 0.25, path, |events| events.truce_broke)).unwrap();
    assert!(events.last().unwrap().fell_apart && state.underway.is_none() && state.regime == Regime::War);
}
