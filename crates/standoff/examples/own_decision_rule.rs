//! A decision rule of one's own in place of the equilibrium: both sides refuse whatever is tabled.
//!
//! The world asks its actors four questions and knows nothing else about them ([`Decisions`]). Any type that answers
//! them can take the engine's place, for one role or for all. Here nobody ever says yes, so that every future shows where
//! the war goes by its own motion: how often the line breaks, and how often a side wins.
//!
//! ```sh
//! cargo run --example own_decision_rule
//! ```

use standoff::lab::ensemble::package_distances::package_distances;
use standoff::lab::future::clock::Clock;
use standoff::lab::future::run::Run;
use standoff::lab::future::simulation::Simulation;
use standoff::num::Draws;
use standoff::scenario::builtin;
use standoff::world::actors::decisions::{Answers, Decisions};
use standoff::world::actors::roles::Role;
use standoff::world::state::State;
use standoff::world::step::Pace;
use standoff::world::war::{Position, World};
use std::error::Error;

/// Futures to play.
const FUTURES: u32 = 400;
/// Seed of all chance.
const SEED: u64 = 11;

/// Nobody accepts anything, and every refusal is an open one.
struct NoDeals;

impl Decisions for NoDeals {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        // Something has to be tabled; all drafts are equally likely.
        let share = 1.0 / lottery.len() as f64;
        lottery.fill(share);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers { invader_refuses: 1.0, defender_refuses: 1.0, ..Answers::default() }
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.0
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.0
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = builtin::load("two-sided").map_err(|found| found.render(false))?;
    let world = World::new(scenario.war(&scenario.central_values()));
    let clock = Clock::new(true, scenario.horizon_months as usize);
    let pace = Pace::new(&world.war, clock.step_months());
    let distances = package_distances(&world.war);

    let play = |path: u32| -> Run {
        // Every random number of a future has an address below this seed: no future depends on another.
        let draws = Draws::new(SEED, 0, path);
        let state = State::start(&world);
        let mut simulation = Simulation::from_state(&world, state, clock, &distances, [0, path as usize]);
        while !simulation.is_over() {
            simulation.step(&world, &pace, &NoDeals, &draws);
        }
        simulation.into_run()
    };
    let runs: Vec<Run> = (0..FUTURES).map(play).collect();

    let share =
        |happened: &dyn Fn(&Run) -> bool| runs.iter().filter(|run| happened(run)).count() as f64 / f64::from(FUTURES);
    let signed = share(&|run| !run.settlements.is_empty());
    println!("a deal is signed in {signed:.2} of the futures");
    println!("the line breaks within a year in {:.2}", share(&|run| !run.holds(12)));
    for end in ["military", "frozen", "still-at-war"] {
        println!("at the horizon the war stands at `{end}` in {:.2}", share(&|run| run.end_name() == end));
    }
    assert_eq!(signed, 0.0, "who refuses everything signs nothing");
    Ok(())
}
