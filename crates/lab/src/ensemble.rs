//! Many futures: draws of the parameters times paths, in parallel, addressed by index.
//!
//! Guarantees:
//! 1. Run `i` belongs to draw `i / paths` and is path `i % paths` of it; nothing about it depends on other runs, on
//!    the order in which runs are made or on the number of threads.
//! 2. A shard is a range of indices; the runs of all shards together are the runs of the whole.
//! 3. A run that cannot be made is a row with its reason.
//! 4. Results are handed on in the order of the index.

use crate::posterior::Posterior;
use crate::prepared::{Prepared, Pull};
use crate::run::{Clock, Run};
use rayon::prelude::*;
use standoff_engine::equilibrium::{Equilibrium, Planning};
use standoff_engine::grid::{Cell, Grid};
use standoff_num::Draws;
use standoff_scenario::{Scenario, Values};
use standoff_world::coalition::instruments::{Kind, Status};
use standoff_world::intervention::Orders;
use standoff_world::switches::Mechanisms;
use standoff_world::talks::menu::package_distance;
use standoff_world::war::War;
use standoff_world::war::World;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// Paths of foresight are numbered apart from futures.
const FORESIGHT: u64 = 0x666f_7265_7369_6768;

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
    pub pulls: &'a [Pull],
    /// How finely actors plan.
    pub resolution: Resolution,
    /// What evidence has made of the ensemble; none where the scenario speaks for itself.
    pub posterior: Option<&'a Posterior>,
}

/// The runs of one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawRuns {
    /// The draw.
    pub draw: usize,
    /// Values of the parameters.
    pub values: Values,
    /// Its runs, in order of the path.
    pub runs: Vec<Run>,
}

impl Design<'_> {
    /// Layout in time.
    pub fn clock(&self) -> Clock {
        Clock::new(self.scenario.step == standoff_scenario::Step::Week, self.scenario.horizon_months as usize)
    }

    /// All runs.
    pub fn runs(&self) -> usize {
        self.draws * self.paths
    }

    /// The values of each draw: those of the scenario's ranges, or what evidence has made of them.
    pub fn values(&self) -> impl Fn(usize) -> Values + Sync + '_ {
        let prior = self.scenario.draws(self.seed, self.draws as u32);
        move |draw| match self.posterior.and_then(|posterior| posterior.values(draw)) {
            Some(values) => values.clone(),
            None => prior.values(draw),
        }
    }

    /// The world of some values, calibrated to the scenario's start and seen from the day on which the forecast begins.
    ///
    /// # Errors
    ///
    /// Why it cannot be simulated.
    pub fn world(&self, values: &Values) -> Result<World, String> {
        let war = self.scenario.war_at_start(values);
        unfit(&war).map_or(Ok(()), Err)?;
        let world = World::new(self.mechanisms.apply_to(war));
        if self.scenario.origin() == 0.0 {
            return Ok(world);
        }
        let war = self.mechanisms.apply_to(self.scenario.war(values));
        Ok(world.with_war(war))
    }

    /// Solves the game of a war.
    pub fn solve(&self, world: &World, draw: usize) -> Equilibrium {
        let planning = match self.resolution {
            Resolution::Coarse => Planning::coarse(world),
            Resolution::Sketch => Planning::sketch(world),
            Resolution::Full => Planning::full(world, self.clock().months()),
        };
        Equilibrium::solve(world, &self.mechanisms, &planning, self.foresight(draw))
    }

    /// Solves the game of the months before a change that the actors foresee; `changed` is the game after it.
    /// What `orders` bring about on the day, actors foresee too.
    pub fn foresee(
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
            let before = grid.position(&cell, false, 0);
            let opens = !orders.opened.is_empty() && pays(Status::Open);
            let may_flow = orders.closed.is_empty() || pays(Status::Open) || pays(Status::Proposed);
            let coverage = grid.coverage_cell(jump * before.coverage, opens || (before.pooled && may_flow));
            Cell { posture: orders.posture.unwrap_or(cell.posture), coverage, ..cell }
        };
        Equilibrium::foreseeing(world, &self.mechanisms, game, &lands, spells, self.foresight(draw))
    }

    fn foresight(&self, draw: usize) -> Draws {
        Draws::new(self.seed ^ FORESIGHT, draw as u32, 0)
    }

    /// Makes the runs whose index falls in a range. `done` hears of every draw that is finished, in no set order;
    /// once `stop` is set no new draw is begun.
    ///
    /// Returns the finished draws in order.
    pub fn simulate(&self, range: Range<usize>, stop: &AtomicBool, done: &(dyn Fn(&DrawRuns) + Sync)) -> Vec<DrawRuns> {
        let values = self.values();
        let draws = range.start / self.paths..range.end.div_ceil(self.paths);
        let finished: Vec<Option<DrawRuns>> = draws
            .into_par_iter()
            .with_max_len(1)
            .map(|draw| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let paths = clip(&range, draw, self.paths);
                let runs = self.simulate_draw(draw, values(draw), paths);
                done(&runs);
                Some(runs)
            })
            .collect();
        finished.into_iter().flatten().collect()
    }

    fn simulate_draw(&self, draw: usize, values: Values, paths: Range<usize>) -> DrawRuns {
        let prepared = Prepared::new(self, draw, values.clone());
        let runs = prepared.and_then(|prepared| prepared.futures(self.pulls, paths.clone()));
        let failed = |reason: String| paths.map(|path| Run::failed(draw, path, reason.clone())).collect();
        DrawRuns { draw, values, runs: runs.unwrap_or_else(failed) }
    }
}

/// Paths of a draw that fall in a range of indices.
fn clip(range: &Range<usize>, draw: usize, paths: usize) -> Range<usize> {
    let first = draw * paths;
    range.start.max(first) - first..range.end.min(first + paths) - first
}

/// Why a war cannot be simulated, if it cannot: figures that are not numbers.
pub(crate) fn unfit(war: &War) -> Option<String> {
    let odds = war.front.odds;
    (!(odds > 0.0 && odds < 1.0)).then(|| format!("the odds at the front came out as {odds}"))
}

/// Distances between all packages.
pub fn distances(war: &War) -> Vec<Vec<f64>> {
    let apart = |one: &_| war.packages.iter().map(|other| package_distance(&war.issue_steps, one, other)).collect();
    war.packages.iter().map(apart).collect()
}
