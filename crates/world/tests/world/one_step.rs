//! One step of a war in which nothing happens but what a test asks for.

use crate::small_war;
use standoff_num::Draws;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::great_power::Posture;
use standoff_world::actors::roles::Role;
use standoff_world::state::{Events, State};
use standoff_world::step::{Pace, Scratch, step};
use standoff_world::war::{Position, War, World};

/// Futures over which a share is counted.
pub const PATHS: u32 = 4000;

/// Actors whose chances are given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fixed {
    /// Weight of the first package among the drafts that are tabled; the second has the rest.
    pub first: f64,
    /// Answers to every draft.
    pub answers: Answers,
    /// Chance that the coalition delivers its parts.
    pub consent: f64,
    /// Hazard of another attack.
    pub attack: f64,
}

impl Decisions for Fixed {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        lottery.fill(0.0);
        (lottery[0], lottery[1]) = (self.first, 1.0 - self.first);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        self.answers
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        self.consent
    }

    fn outlook(&self, _: &Position) -> f64 {
        0.0
    }

    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        None
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        self.attack
    }
}

/// Actors who say yes to the first package.
pub const AGREEABLE: Fixed = Fixed {
    first: 1.0,
    answers: Answers {
        invader_accepts: 1.0,
        defender_accepts: 1.0,
        invader_refuses: 0.0,
        defender_refuses: 0.0,
        invader_gain: 0.0,
        defender_gain: 0.0,
    },
    consent: 1.0,
    attack: 0.0,
};

/// A war in which nothing moves: no front, no stamina, no talks, and members that give what they give.
pub fn quiet_war() -> War {
    let mut war = small_war::war();
    (war.front.moves, war.front.momentum_change, war.front.collapse) = (0.0, 0.0, 0.0);
    for stamina in [&mut war.stamina.invader, &mut war.stamina.defender] {
        (stamina.down, stamina.up, stamina.rest) = (0.0, 0.0, 0.0);
    }
    war.postures[0].effects.rounds = 0.0;
    (war.truce.breaks, war.order.adjustment) = (0.0, 0.0);
    let coalition = &mut war.coalition;
    (coalition.decay, coalition.threat, coalition.news) = (0.0, 0.0, 0.0);
    (coalition.shock, coalition.common_shock, coalition.exit, coalition.early_elections) = (0.0, 0.0, 0.0, 0.0);
    war
}

/// Copies of the first posture, which each change something.
pub fn postures(war: &War, changes: &[fn(&mut Posture)]) -> Vec<Posture> {
    let changed = |change: &fn(&mut Posture)| {
        let mut posture = war.postures[0].clone();
        change(&mut posture);
        posture
    };
    changes.iter().map(changed).collect()
}

/// A state after a step of `months`, and what happened in it.
pub fn play_step(world: &World, months: f64, decisions: &Fixed, mut state: State, path: u32) -> (State, Events) {
    play_step_at(&Pace::new(&world.war, months), world, decisions, &mut state, path)
}

fn play_step_at(pace: &Pace, world: &World, decisions: &Fixed, state: &mut State, path: u32) -> (State, Events) {
    let events = step(world, pace, decisions, state, &Draws::new(17, 0, path), &mut Scratch::default());
    (state.clone(), events)
}

/// Share of all futures in which a step from `start` ends as `holds` says.
pub fn share_of_steps(
    world: &World,
    months: f64,
    decisions: &Fixed,
    start: &State,
    holds: impl Fn(&State, &Events) -> bool,
) -> f64 {
    let pace = Pace::new(&world.war, months);
    let held = (0..PATHS).filter(|&path| {
        let (state, events) = play_step_at(&pace, world, decisions, &mut start.clone(), path);
        holds(&state, &events)
    });
    held.count() as f64 / f64::from(PATHS)
}

/// Asserts that a share over [`PATHS`] futures is a chance, to four standard errors: passed by chance once in 16,000 times.
/// Where the chance is zero or one, so is the share.
pub fn assert_share(found: f64, chance: f64, what: &str) {
    let error = (chance * (1.0 - chance) / f64::from(PATHS)).sqrt();
    assert!((found - chance).abs() <= 4.0 * error + 1e-12, "{what}: {found}, not {chance}");
}
