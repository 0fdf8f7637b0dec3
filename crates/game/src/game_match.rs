//! A match: a scenario solved for one seed, in which every game of both can be played.

use standoff_engine::equilibrium::Equilibrium;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::package_distances::package_distances;
use standoff_lab::ensemble::posterior::{Posterior, PosteriorDraw};
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::LabError;
use standoff_lab::future::clock::Clock;
use standoff_lab::future::simulation::Simulation;
use standoff_lab::random_stream::RandomStream;
use standoff_num::Draws;
use standoff_scenario::{Scenario, Values};
use standoff_world::intervention::Orders;
use standoff_world::quantity::Figures;
use standoff_world::state::{Regime, State};
use standoff_world::step::Pace;
use standoff_world::war::World;

/// A world and its rates.
#[derive(Debug)]
pub(super) struct Setting {
    pub world: World,
    pub pace: Pace,
}

/// A scenario solved for one seed, at its central values or in one draw of the record: every game of both can be played in it.
///
/// Solving takes most of the time of a game, so a caller that plays on keeps the match.
#[derive(Debug)]
pub struct Match<'a> {
    scenario: &'a Scenario,
    digest: String,
    seed: u64,
    /// World, and the same world with a great power that keeps its posture for a month.
    settings: [Setting; 2],
    engine: Equilibrium,
    distances: Vec<Vec<f64>>,
    clock: Clock,
    values: Values,
    /// State in which every future begins.
    start: State,
    /// Front from which gains of land are counted.
    front_start: usize,
    step_area_km2: f64,
}

impl<'a> Match<'a> {
    /// Solves a scenario, as set, for a seed.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where the war cannot be solved.
    pub fn new(scenario: &'a Scenario, seed: u64) -> Result<Self, LabError> {
        Self::solve(scenario, seed, None)
    }

    /// Solves one draw of a record for a seed. The seed chooses the draw, and the state of it in which all futures begin; a war
    /// that is over in some states is played in one where it is not, if there is any.
    ///
    /// # Errors
    ///
    /// As [`Match::new`].
    pub fn on_record(scenario: &'a Scenario, seed: u64, posterior: &Posterior) -> Result<Self, LabError> {
        let states =
            |draw: &PosteriorDraw| draw.states.iter().map(|state| (draw.clone(), state.clone())).collect::<Vec<_>>();
        let all: Vec<(PosteriorDraw, State)> = posterior.draws.iter().flat_map(states).collect();
        let goes_on: Vec<&(PosteriorDraw, State)> =
            all.iter().filter(|(_, state)| state.regime != Regime::Over).collect();
        let all = if goes_on.is_empty() { all.iter().collect() } else { goes_on };
        let draws = Draws::new(RandomStream::GameStart.seed(seed), 0, 0);
        let place = (draws.uniform(0, 0, 0) * all.len() as f64) as usize;
        let Some((draw, state)) = all.get(place.min(all.len().saturating_sub(1))) else {
            return Self::solve(scenario, seed, None);
        };
        let draws = vec![PosteriorDraw { states: vec![state.clone()], ..draw.clone() }];
        Self::solve(scenario, seed, Some(&Posterior { draws, ..posterior.clone() }))
    }

    fn solve(scenario: &'a Scenario, seed: u64, posterior: Option<&Posterior>) -> Result<Self, LabError> {
        let design = Design { draws: 1, paths: 1, seed, posterior, ..Design::new(scenario) };
        let clock = design.clock();
        let values = design.posterior.and_then(|posterior| posterior.draw_values(0)).cloned();
        let values = values.unwrap_or_else(|| scenario.central_values());
        let step_area_km2 = values.figure("front.area_per_step");
        let solved = SolvedDraw::new(&design, 0, values.clone())?;
        let start = solved.start_state(0);
        let SolvedDraw { world, game: engine, .. } = solved;
        let front_start = if posterior.is_some() { start.front } else { world.war.front_start };
        let distances = package_distances(&world.war);
        let setting = |world: World| Setting { pace: Pace::new(&world.war, clock.step_months()), world };
        let settings = [setting(world.clone()), setting(with_posture_kept(&world))];
        let digest = scenario.digest();
        Ok(Self {
            scenario,
            digest,
            seed,
            settings,
            engine,
            distances,
            clock,
            values,
            start,
            front_start,
            step_area_km2,
        })
    }

    /// Begins a future before the first month, on a path.
    pub(super) fn begin_path(&self, path: usize) -> Simulation<'_> {
        let world = &self.settings[0].world;
        Simulation::from_state(world, self.start.clone(), self.clock, &self.distances, [0, path])
    }

    /// Random numbers of a path.
    pub(super) fn draws_of_path(&self, path: usize) -> Draws {
        Draws::new(self.seed, 0, path as u32)
    }

    /// World and rates; those in which the great power keeps its posture where `held`.
    pub(super) fn setting(&self, held: bool) -> &Setting {
        &self.settings[usize::from(held)]
    }

    /// Values of the parameters.
    pub(super) fn values(&self) -> &Values {
        &self.values
    }

    /// World of the match.
    pub(super) fn world(&self) -> &World {
        &self.settings[0].world
    }

    /// Engine: the equilibrium that all actors play.
    pub(super) fn engine(&self) -> &Equilibrium {
        &self.engine
    }

    /// Digest of the scenario as set.
    pub(super) fn digest(&self) -> &str {
        &self.digest
    }

    /// Seed of all random numbers.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Scenario as set.
    pub(super) fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// Length of a step in months.
    pub(super) fn step_months(&self) -> f64 {
        self.clock.step_months()
    }

    /// Land that the invader gained since the start, in km²; negative where it lost some.
    pub(super) fn gained_km2(&self, front: usize) -> f64 {
        (front as f64 - self.front_start as f64) * self.step_area_km2
    }
}

/// The same world with a great power that keeps whatever posture it has: its rates of turning are zero.
fn with_posture_kept(world: &World) -> World {
    let kept = world.war.posture_start;
    world.with_war(Orders { posture: Some(kept), ..Orders::default() }.apply_to(world.war.clone()))
}
