//! Futures of the default scenario, and the random numbers that they cannot do without.

use rayon::prelude::*;
use standoff_engine::{equilibrium::Equilibrium, planning::Planning};
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::{Period, Timeline, simulate_future};
use standoff_num::Draws;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// Weeks of a future.
pub const WEEKS: usize = 260;

/// A world with its game, ready to be simulated.
pub struct Futures {
    world: World,
    periods: [Period; 1],
    clock: Clock,
    distances: Vec<Vec<f64>>,
}

impl Futures {
    /// The default scenario at its central values, with the game of a plan, over [`WEEKS`] weeks.
    pub fn of_default_world(planning: &Planning) -> Self {
        let world = crate::default_world();
        let decisions = Equilibrium::solve(&world, &Mechanisms::default(), planning, Draws::new(1, 0, 0));
        Self::new(world, decisions, Clock { steps_per_year: 52, horizon_steps: WEEKS })
    }

    /// A world and its game from the first day to the end of the clock, without a lever.
    pub fn new(world: World, decisions: Equilibrium, clock: Clock) -> Self {
        let (pace, distances) = (Pace::new(&world.war, clock.step_months()), package_distances(&world.war));
        let periods = [Period { first_step: 0, world: world.clone(), pace, decisions, orders: None }];
        Self { world, periods, clock, distances }
    }

    /// Simulates a number of futures. Returns the rounds of talks in them.
    pub fn simulate(&self, paths: usize) -> u32 {
        let timeline = Timeline {
            start: &self.world,
            periods: &self.periods,
            clock: self.clock,
            distances: &self.distances,
            watched: &[],
            rule: None,
        };
        let rounds = |path| simulate_future(&timeline, State::start(&self.world), 1, 0, path).talks.rounds;
        (0..paths).into_par_iter().map(rounds).sum()
    }

    /// Draws the random numbers of as many futures, and nothing else.
    pub fn draw_random_numbers(&self, paths: usize) -> u32 {
        let entities: Vec<u32> = (0..self.world.war.members.len() as u32).collect();
        (0..paths).into_par_iter().map(|path| random_floor(path, &entities)).sum()
    }
}

/// The random numbers of one future: one block for each member every four weeks, and six blocks a week.
fn random_floor(path: usize, entities: &[u32]) -> u32 {
    let draws = Draws::new(1, 0, path as u32);
    let mut blocks = vec![[0; 4]; entities.len()];
    let mut mixed = 0;
    for week in 0..WEEKS as u16 {
        if week % 4 == 0 {
            draws.fill_blocks(6, week / 4, entities, &mut blocks);
            mixed ^= blocks[0][0];
        }
        for purpose in 0..6 {
            mixed ^= draws.block(purpose, week, 0)[0];
        }
    }
    mixed
}
