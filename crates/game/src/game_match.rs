//! A scenario solved for one seed, in which every game of both can be played.

use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::LabError;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::Simulation;
use standoff_num::Draws;
use standoff_scenario::Scenario;
use standoff_world::intervention::Orders;
use standoff_world::quantity::Figures;
use standoff_world::state::State;
use standoff_world::step::Pace;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// A world and its rates.
#[derive(Debug)]
pub(super) struct Setting {
    pub world: World,
    pub pace: Pace,
}

/// A scenario at its central values, solved for one seed: every game of both can be played in it.
#[derive(Debug)]
pub struct Match<'a> {
    scenario: &'a Scenario,
    digest: String,
    seed: u64,
    /// The world, and the same world with a great power that keeps its posture for a month.
    grounds: [Setting; 2],
    engine: Equilibrium,
    distances: Vec<Vec<f64>>,
    clock: Clock,
    area_per_step: f64,
}

impl<'a> Match<'a> {
    /// Solves a scenario, as set, for a seed.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where the war cannot be solved.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Result<Self, LabError> {
        let design = Design {
            scenario,
            draws: 1,
            paths: 1,
            seed,
            mechanisms: Mechanisms::default(),
            resolution: Resolution::Coarse,
            posterior: None,
            lever_settings: &[],
        };
        let clock = design.clock();
        let values = scenario.central_values();
        let area_per_step = values.figure("front.area_per_step");
        let SolvedDraw { world, game: engine, .. } = SolvedDraw::new(&design, 0, values)?;
        let distances = package_distances(&world.war);
        let ground = |world: World| Setting { pace: Pace::new(&world.war, clock.step_months()), world };
        let grounds = [ground(world.clone()), ground(keeping(&world))];
        Ok(Self { scenario, digest: scenario.digest(), seed, grounds, engine, distances, clock, area_per_step })
    }

    /// The future before the first month, on a path.
    pub(super) fn start(&self, path: usize) -> Simulation<'_> {
        let world = &self.grounds[0].world;
        Simulation::from_state(world, State::start(world), self.clock, &self.distances, [0, path])
    }

    /// Chance on a path.
    pub(super) fn draws(&self, path: usize) -> Draws {
        Draws::new(self.seed, 0, path as u32)
    }

    /// The world, or the one in which the great power keeps its posture.
    pub(super) fn ground(&self, held: bool) -> &Setting {
        &self.grounds[usize::from(held)]
    }

    /// The world.
    pub(super) fn world(&self) -> &World {
        &self.grounds[0].world
    }

    /// The engine.
    pub(super) fn engine(&self) -> &Equilibrium {
        &self.engine
    }

    /// Digest of the scenario as set.
    pub(super) fn digest(&self) -> &str {
        &self.digest
    }

    /// The seed.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The scenario.
    pub(super) fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// Length of a step in months.
    pub(super) fn step_months(&self) -> f64 {
        self.clock.step_months()
    }

    /// Land that the invader gained since the start, km².
    pub(super) fn gained(&self, front: usize) -> f64 {
        (front as f64 - self.world().war.front_start as f64) * self.area_per_step
    }
}

/// The same world with a great power that keeps whatever posture it has.
fn keeping(world: &World) -> World {
    let kept = world.war.posture_start;
    world.with_war(Orders { posture: Some(kept), ..Orders::default() }.apply_to(world.war.clone()))
}
