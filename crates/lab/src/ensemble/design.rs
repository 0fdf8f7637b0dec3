//! What is to be simulated: draws of the parameters times paths, each with its world and its game.

use crate::ensemble::feasibility::check_war;
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::posterior::Posterior;
use crate::error::DrawError;
use crate::future::clock::Clock;
use crate::random_stream::RandomStream;
use standoff_engine::state_space::{Cell, Grid, Regime};
use standoff_engine::{equilibrium::Equilibrium, planning::Planning};
use standoff_num::Draws;
use standoff_scenario::{Scenario, Values};
use standoff_world::coalition::instruments::{Kind, Status};
use standoff_world::intervention::Orders;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// How finely actors plan in an ensemble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resolution {
    /// A short front and long steps: a tenth of the cost, the same shares.
    #[default]
    Coarse,
    /// Shorter still and less exact: a third of the cost of that, for a first glance only.
    Sketch,
    /// The scenario's front and step.
    Full,
}

/// What is to be simulated.
#[derive(Debug, Clone)]
pub struct Design<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Draws of the parameters.
    pub draws: usize,
    /// Paths of each draw.
    pub paths: usize,
    /// Seed.
    pub seed: u64,
    /// Mechanisms that work.
    pub mechanisms: Mechanisms,
    /// Levers that are pulled in every future.
    pub lever_settings: &'a [LeverSetting],
    /// How finely actors plan.
    pub resolution: Resolution,
    /// What evidence has made of the ensemble; none where the scenario speaks for itself.
    pub posterior: Option<&'a Posterior>,
}

impl Design<'_> {
    /// Layout in time.
    pub fn clock(&self) -> Clock {
        Clock::new(self.scenario.step == standoff_scenario::StepLength::Week, self.scenario.horizon_months as usize)
    }

    /// All runs.
    pub fn run_count(&self) -> usize {
        self.draws * self.paths
    }

    /// The values of each draw: those of the scenario's ranges, or what evidence has made of them.
    pub fn draw_values(&self) -> impl Fn(usize) -> Values + Sync + '_ {
        let prior = self.scenario.draws(self.seed, self.draws as u32);
        move |draw| match self.posterior.and_then(|posterior| posterior.draw_values(draw)) {
            Some(values) => values.clone(),
            None => prior.values(draw),
        }
    }

    /// The world of some values, calibrated to the scenario's start and seen from the day on which the forecast begins.
    ///
    /// # Errors
    ///
    /// Why it cannot be simulated.
    pub fn calibrated_world(&self, values: &Values) -> Result<World, DrawError> {
        let war = self.scenario.war_at_start(values);
        check_war(&war)?;
        let world = World::new(self.mechanisms.apply_to(war));
        if self.scenario.origin_months() == 0.0 {
            return Ok(world);
        }
        let war = self.mechanisms.apply_to(self.scenario.war(values));
        Ok(world.with_war(war))
    }

    /// Solves the game of a war.
    pub fn solve_game(&self, world: &World, draw: usize) -> Equilibrium {
        let planning = match self.resolution {
            Resolution::Coarse => Planning::coarse(world),
            Resolution::Sketch => Planning::sketch(world),
            Resolution::Full => Planning::full(world, self.clock().step_months()),
        };
        Equilibrium::solve(world, &self.mechanisms, &planning, self.foresight_draws(draw))
    }

    /// Solves the game of the months before a change that the actors foresee; `changed` is the game after it.
    /// What `orders` bring about on the day, actors foresee too.
    pub fn solve_foreseen(
        &self,
        world: &World,
        draw: usize,
        after: (&World, &Equilibrium, &Orders),
        spells: &[f64],
    ) -> Vec<Equilibrium> {
        let (changed, game, orders) = after;
        let jump = if world.coverage > 0.0 { changed.coverage / world.coverage } else { 1.0 };
        let pays =
            |status: Status| changed.war.instruments.iter().any(|one| one.kind == Kind::Money && one.start == status);
        let lands = |grid: &Grid, cell: Cell| {
            let before = grid.position_of(&cell, Regime::War, 0);
            let opens = !orders.opened.is_empty() && pays(Status::Open);
            let may_flow = orders.closed.is_empty() || pays(Status::Open) || pays(Status::Proposed);
            let coverage = grid.coverage_cell(jump * before.coverage, opens || (before.pooled && may_flow));
            Cell { posture: orders.posture.unwrap_or(cell.posture), coverage, ..cell }
        };
        Equilibrium::solve_before_change(world, &self.mechanisms, game, &lands, spells, self.foresight_draws(draw))
    }

    fn foresight_draws(&self, draw: usize) -> Draws {
        Draws::new(RandomStream::Foresight.seed(self.seed), draw as u32, 0)
    }
}
