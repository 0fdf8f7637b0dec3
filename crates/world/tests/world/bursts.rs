//! What bursts of talks must leave as it is, and what they change.

use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::state::State;
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, World};

use crate::small_war;

const WEEK: f64 = 12.0 / 52.0;

/// The invader refuses whatever is tabled.
struct Refusing;

impl Decisions for Refusing {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery[0] = 1.0;
    }
    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers { invader_refuses: 1.0, ..Answers::default() }
    }
    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.0
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

/// A war whose front stands still, with `rounds` a month of which each brings `excitement` more.
fn talking_world(rounds: f64, excitement: f64) -> World {
    let mut war = small_war::war();
    (war.front.moves, war.front.collapse) = (0.0, 0.0);
    war.postures[0].effects.rounds = rounds;
    (war.talks.excitement, war.talks.excitement_half_life) = (excitement, 0.35);
    World::new(war)
}

/// Steps of a year in which rounds are held, and the state after it.
fn round_steps(world: &World, months: f64, path: u32) -> (Vec<usize>, State) {
    let pace = Pace::new(&world.war, months);
    let (mut state, mut scratch) = (State::start(world), Scratch::default());
    let draws = Draws::new(3, 0, path);
    let steps = (12.0 / months).round() as usize;
    let mut held = || step(world, &pace, &Refusing, &mut state, &draws, &mut scratch).round.is_some();
    let rounds = (0..steps).filter(|_| held()).collect();
    (rounds, state)
}

/// Mean number of rounds in a year, and its variance against its mean.
fn yearly_rounds(world: &World, months: f64) -> (f64, f64) {
    const PATHS: u32 = 5000;
    let counts: Vec<f64> = (0..PATHS).map(|path| round_steps(world, months, path).0.len() as f64).collect();
    let mean = counts.iter().sum::<f64>() / f64::from(PATHS);
    let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / f64::from(PATHS - 1);
    (mean, variance / mean)
}

/// The year has as many rounds as its posture says, within 3 %, and they vary more from year to year.
#[test]
fn bursts_leave_the_rounds_of_a_year() {
    for (rounds, excitement) in [(0.7, 0.3), (0.7, 0.5), (0.3, 0.7)] {
        let plain = yearly_rounds(&talking_world(rounds, 0.0), WEEK);
        let bursts = yearly_rounds(&talking_world(rounds, excitement), WEEK);
        assert!((bursts.0 / (12.0 * rounds) - 1.0).abs() < 0.03, "{rounds} {excitement}: {bursts:?}");
        assert!(plain.1 < 1.05 && bursts.1 > plain.1 + 0.6 * excitement, "{excitement}: {plain:?} and {bursts:?}");
    }
}

/// Steps of a month have as many rounds in a year as steps of a week, within 3 %.
#[test]
fn weeks_and_months_have_the_same_rounds() {
    let world = talking_world(0.25, 0.5);
    let (weekly, monthly) = (yearly_rounds(&world, WEEK).0, yearly_rounds(&world, 1.0).0);
    assert!((weekly / monthly - 1.0).abs() < 0.03, "{weekly} against {monthly}");
}

/// A week after a round another is likelier than ten weeks after it.
#[test]
fn a_round_makes_the_next_ones_likelier() {
    let world = talking_world(0.5, 0.5);
    let lags = |lag: usize| -> usize {
        (0..4000)
            .map(|path| round_steps(&world, WEEK, path).0)
            .map(|rounds| rounds.iter().filter(|&&at| rounds.contains(&(at + lag))).count())
            .sum()
    };
    assert!(lags(1) as f64 > 2.0 * lags(10) as f64);
}

/// Without bursts the half-life makes no difference, and no excitement is kept.
#[test]
fn no_bursts_are_the_talks_as_they_were() {
    let plain = small_war::war();
    let world = World::new(plain.clone());
    let mut other = plain;
    other.talks.excitement_half_life = 3.0;
    let other = World::new(other);
    for path in 0..200 {
        let (one, two) = (round_steps(&world, WEEK, path), round_steps(&other, WEEK, path));
        assert_eq!(one, two);
        assert_eq!(one.1.excitement, 0.0);
    }
}
