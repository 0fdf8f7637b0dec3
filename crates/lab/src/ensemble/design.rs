//! Design of an ensemble: draws of the parameters times paths, each draw with its world and its game.

use crate::ensemble::feasibility::check_war;
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::posterior::Posterior;
use crate::error::DrawError;
use crate::future::clock::Clock;
use crate::future::decision_rule::DecisionRule;
use crate::random_stream::RandomStream;
use standoff_engine::state_space::{Cell, Grid, Regime};
use standoff_engine::{equilibrium::Equilibrium, planning::Planning};
use standoff_num::Draws;
use standoff_scenario::{Scenario, Values};
use standoff_world::coalition::instruments::{Kind, Status};
use standoff_world::intervention::Orders;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// Resolution of the grid on which actors plan (decision 67).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resolution {
    /// At most six steps of the front and monthly steps: a tenth of the cost of `Full`, the same shares.
    #[default]
    Coarse,
    /// A front of four steps, stopped well before the fixed point: a third of the cost of `Coarse`, for the first of several
    /// progressive forecasts.
    Sketch,
    /// The scenario's own front and step.
    Full,
}

/// Ensemble to be simulated: scenario, counts and everything that applies to all its futures.
#[derive(Debug, Clone)]
pub struct Design<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Paths of each draw.
    pub paths: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Mechanisms that work.
    pub mechanisms: Mechanisms,
    /// Levers that apply to every future.
    pub lever_settings: &'a [LeverSetting],
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<&'a Posterior>,
    /// Rule by which actors decide in place of the solved game; none where the game decides.
    pub rule: Option<&'a dyn DecisionRule>,
}

impl<'a> Design<'a> {
    /// One future of a scenario as it is, with the seed 1: its own ranges, all mechanisms, no lever, the coarse game.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            draws: 1,
            paths: 1,
            seed: 1,
            mechanisms: Mechanisms::default(),
            lever_settings: &[],
            resolution: Resolution::default(),
            posterior: None,
            rule: None,
        }
    }
}

impl Design<'_> {
    /// Clock of every future.
    pub fn clock(&self) -> Clock {
        Clock::new(self.scenario.step == standoff_scenario::StepLength::Week, self.scenario.horizon_months as usize)
    }

    /// Number of runs.
    pub fn run_count(&self) -> usize {
        self.draws * self.paths
    }

    /// Parameter values by draw: a Latin hypercube over the scenario's ranges (decision 74), or the draws of the posterior.
    pub fn draw_values(&self) -> impl Fn(usize) -> Values + Sync + '_ {
        let prior = self.scenario.draws(self.seed, self.draws as u32);
        move |draw| match self.posterior.and_then(|posterior| posterior.draw_values(draw)) {
            Some(values) => values.clone(),
            None => prior.values(draw),
        }
    }

    /// World of a draw with the given values, in which texts mean to the actors what the draw's random numbers say (see
    /// [`Design::plain_world`]).
    ///
    /// # Errors
    ///
    /// [`DrawError::Odds`] where the odds at the front are not a probability.
    pub fn calibrated_world(&self, draw: usize, values: &Values) -> Result<World, DrawError> {
        Ok(self.plain_world(values)?.with_reasons(self.reason_draws(draw)))
    }

    /// World with the given values, in which texts mean no more than their terms, calibrated at the scenario's start and
    /// moved to the day on which the forecast begins.
    ///
    /// The invader's force is fitted to the start once and kept: fitted again on a later day it would take a change of the
    /// figures for a change of the force.
    ///
    /// # Errors
    ///
    /// [`DrawError::Odds`] where the odds at the front are not a probability.
    pub fn plain_world(&self, values: &Values) -> Result<World, DrawError> {
        let war = self.scenario.war_at_start(values);
        check_war(&war)?;
        let world = World::new(self.mechanisms.apply_to(war));
        if self.scenario.origin_months() == 0.0 {
            return Ok(world);
        }
        let war = self.mechanisms.apply_to(self.scenario.war(values));
        Ok(world.with_war(war))
    }

    /// Solves the actors' game in a world at the design's resolution.
    pub fn solve_game(&self, world: &World, draw: usize) -> Equilibrium {
        self.solve_planned_game(world, &self.planning(world), draw)
    }

    /// Solves the actors' game in a world as a plan says, whatever the design's resolution.
    pub fn solve_planned_game(&self, world: &World, planning: &Planning, draw: usize) -> Equilibrium {
        Equilibrium::solve(world, &self.mechanisms, planning, self.foresight_draws(draw))
    }

    /// The plan of the design's resolution for a world.
    pub fn planning(&self, world: &World) -> Planning {
        match self.resolution {
            Resolution::Coarse => Planning::coarse(world),
            Resolution::Sketch => Planning::sketch(world),
            Resolution::Full => Planning::full(world, self.clock().step_months()),
        }
    }

    /// Solves the games of the periods before a change that the actors foresee, in order of time. `after` is the world, the game
    /// and the orders from the day of the change on, and `spells` the lengths of the periods in months.
    ///
    /// Actors foresee the orders too: on the day of the change the value of a state is that of the state to which the orders
    /// take it.
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

    /// Random numbers of the lasting reasons of a draw.
    pub fn reason_draws(&self, draw: usize) -> Draws {
        let own = Draws::new(RandomStream::Reasons.seed(self.seed), draw as u32, 0);
        self.posterior.and_then(|posterior| posterior.reason_draws(draw)).unwrap_or(own)
    }

    fn foresight_draws(&self, draw: usize) -> Draws {
        Draws::new(RandomStream::Foresight.seed(self.seed), draw as u32, 0)
    }
}
