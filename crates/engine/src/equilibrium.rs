//! The equilibrium: backward induction over the planner's grid with logit agents, one mover at a node, each actor
//! under its own beliefs (theory 3.12 as settled by the model decisions).
//!
//! ```text
//! V_i(s, x) = (1-q) C_i(s, x) + q sum_y pi(y|x) Y_i(s, y)        Y from the round of talks, see `stage`
//! C_i^o(s, y) = f_i + d_i sum_a' T^o(a, a') H_i(s, a', y)        H the expectation under i's beliefs
//! ```
//!
//! `Y` does not depend on the draft on the table, so a round is played once for each package and state, and the
//! menu is a small matrix product. A truce is a second copy of the grid with its own flows and transitions.

#![allow(clippy::needless_range_loop, reason = "counted loops over lanes become vectors")]

use crate::coverage_chain::{CoverageChain, induced_chain};
use crate::expectation::{Between, Neighbour, add_scaled, over_front, over_slice};
use crate::fight::FightValues;
use crate::fixed_point::{Acceleration, Values};
use crate::grid::{Cell, Grid, LANE};
use crate::kernel::Kernel;
use crate::policy::Policy;
use crate::settlement::SettlementValues;
use crate::stage::{Choice, Stage, pull};
use rayon::prelude::*;
use standoff_num::Draws;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::switches::Mechanisms;
use standoff_world::talks::menu::{menu_weights, package_distance};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;

/// War and truce.
pub(crate) const REGIMES: usize = 2;

/// How finely actors plan: stages from the far horizon to the present. Each starts from the values of the one
/// before, interpolated along the front.
#[derive(Debug, Clone, PartialEq)]
pub struct Planning {
    /// The stages.
    pub stages: Vec<PlanningStage>,
}

/// One stage of planning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanningStage {
    /// Steps of the front on the planner's grid.
    pub front_steps: usize,
    /// Length of a planning step in months.
    pub months: f64,
    /// Most steps.
    pub steps: usize,
    /// Change of a value in a step at which the fixed point is reached; zero takes every step, plainly.
    pub tolerance: f64,
}

/// Months for which even a plain induction would be long enough (model-decisions 3): thirty years.
const LONG: usize = 360;
/// Most steps of the front that actors tell apart: a finer front moves by their drift and variance all the same.
const FINEST: usize = 24;
/// Steps before acceleration begins.
const PLAIN_STEPS: usize = 6;
/// Steps after which acceleration is given up: where choices are nearly sure, or deals quick, it wanders, while plain
/// steps still settle.
const ACCELERATED_STEPS: usize = 40;

impl Planning {
    /// Full resolution: the far future on a short front, then the scenario's front, then the scenario's own step for
    /// the nearest month.
    pub fn full(world: &World, step: f64) -> Self {
        let fine = world.war.front_steps.min(FINEST);
        let far = PlanningStage { front_steps: fine.min(6), months: 1.0, steps: LONG, tolerance: 4e-3 };
        let middle = PlanningStage { front_steps: fine, tolerance: 1e-3, ..far };
        let near =
            PlanningStage { front_steps: fine, months: step, steps: (1.0 / step).round() as usize, tolerance: 0.0 };
        Self { stages: vec![far, middle, near] }
    }

    /// An interactive answer: a front of six steps with drift and variance matched (model-decisions, last
    /// paragraph), monthly steps, to a fixed point.
    pub fn coarse(world: &World) -> Self {
        let stage =
            PlanningStage { front_steps: world.war.front_steps.min(6), months: 1.0, steps: LONG, tolerance: 4e-3 };
        Self { stages: vec![stage] }
    }

    /// A first glance: a front of four steps, stopped well before the fixed point.
    pub fn sketch(world: &World) -> Self {
        let stage =
            PlanningStage { front_steps: world.war.front_steps.min(4), months: 1.0, steps: LONG, tolerance: 2e-2 };
        Self { stages: vec![stage] }
    }

    /// Plain backward induction over a finite horizon, with no acceleration.
    pub fn plain(front_steps: usize, months: f64, steps: usize) -> Self {
        Self { stages: vec![PlanningStage { front_steps, months, steps, tolerance: 0.0 }] }
    }
}

/// What does not change in the course of a solution.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub grid: Grid,
    pub choice: Choice,
    pub chain: CoverageChain,
    pub fight: FightValues,
    pub settlement: SettlementValues,
    /// `[front - 1][defender stamina][package]`.
    pub ratified: Vec<Vec<f64>>,
    /// `[package][package]`.
    pub proximity: Vec<f64>,
    pub weights: Vec<f64>,
    pub ceasefire: Vec<bool>,
    /// Owners of drafts as (actor, share of rounds).
    pub owners: Vec<(usize, f64)>,
    /// `[regime][actor][place]`, a month.
    pub costs: [Vec<Vec<f64>>; REGIMES],
    /// Values of a military end, `[actor]`: the defender has won, the invader has.
    pub ends: Vec<[f64; 2]>,
    pub waiting: bool,
}

/// A solved game.
#[derive(Debug, Clone)]
pub struct Equilibrium {
    pub(crate) world: World,
    pub(crate) problem: Problem,
    /// `[front - 1]` of `[regime][actor][place][package]`.
    pub(crate) values: Values,
    pub(crate) policy: Policy,
    near: f64,
    change: f64,
    work: Vec<(PlanningStage, usize)>,
}

impl Equilibrium {
    /// Solves the game of a world. Mechanisms that live in the figures of a war are those of the world given (see
    /// [`Mechanisms::applied`]); of `mechanisms` only those count that live in the planner. `draws` addresses the
    /// numbers with which planners foresee the coalition.
    pub fn solve(world: &World, mechanisms: &Mechanisms, planning: &Planning, draws: Draws) -> Self {
        let mut solved: Option<Self> = None;
        for stage in &planning.stages {
            solved = Some(Self::solve_stage(world, mechanisms, stage, draws, solved));
        }
        match solved {
            Some(solved) => solved,
            None => Self::solve_stage(world, mechanisms, &Planning::coarse(world).stages[0], draws, None),
        }
    }

    /// The game in the months before a change that every actor foresees: backward induction over those months alone,
    /// from what the war is worth once it has changed.
    ///
    /// `changed` is the game from the day of the change on; `world` the world until then, of the same structure. `lands`
    /// says in which cell of the changed war a cell finds itself on the day: a posture that is ordered, money that begins
    /// or stops to flow, coverage that jumps. Returns the game as it stands at the beginning of each of `spells` (lengths in months, the earliest first).
    pub fn foreseeing(
        world: &World,
        mechanisms: &Mechanisms,
        changed: &Self,
        lands: &dyn Fn(&Grid, Cell) -> Cell,
        spells: &[f64],
        draws: Draws,
    ) -> Vec<Self> {
        let problem = Problem::new(world, mechanisms, changed.problem.grid.front_steps, None, draws);
        let mut values = changed.landed(lands);
        let mut games: Vec<Self> = Vec::new();
        for &spell in spells.iter().rev() {
            let steps = (spell.ceil() as usize).max(1);
            let months = spell / steps as f64;
            let stage = PlanningStage { front_steps: problem.grid.front_steps, months, steps, tolerance: 0.0 };
            let game = Self::induce(problem.clone(), world, values, stage, Vec::new());
            values = game.values.clone();
            games.push(game);
        }
        games.reverse();
        games
    }

    fn solve_stage(
        world: &World,
        mechanisms: &Mechanisms,
        stage: &PlanningStage,
        draws: Draws,
        before: Option<Self>,
    ) -> Self {
        let (before, work) = before.map_or((None, Vec::new()), |one| (Some((one.problem, one.values)), one.work));
        let problem = match &before {
            Some((problem, _)) if problem.grid.front_steps == stage.front_steps => problem.clone(),
            _ => Problem::new(
                world,
                mechanisms,
                stage.front_steps,
                before.as_ref().map(|(one, _)| one.chain.clone()),
                draws,
            ),
        };
        let start = before.map_or_else(|| problem.terminal(), |(coarse, values)| problem.refine(&coarse, values));
        Self::induce(problem, world, start, *stage, work)
    }

    /// Backward induction over one stage, from the values at its far end.
    fn induce(
        problem: Problem,
        world: &World,
        start: Values,
        stage: PlanningStage,
        mut work: Vec<(PlanningStage, usize)>,
    ) -> Self {
        let mut solver = Solver::new(&problem, world, start);
        let (change, steps) = solver.run(&problem.kernel(world, stage.months), &stage);
        let Solver { values, policy, .. } = solver;
        work.push((stage, steps));
        Self { values, policy, near: stage.months, change, work, world: world.clone(), problem }
    }

    /// Values by the cell in which one stands on the day before, where each cell lands in another.
    fn landed(&self, lands: &dyn Fn(&Grid, Cell) -> Cell) -> Values {
        let grid = &self.problem.grid;
        let lanes = grid.lanes();
        let places: Vec<usize> = (0..grid.slice()).map(|place| grid.place(&lands(grid, grid.cell(1, place)))).collect();
        let at = |front: &Vec<f64>| {
            let blocks = front.chunks_exact(grid.slice() * lanes);
            blocks
                .flat_map(|block| places.iter().flat_map(move |&place| &block[place * lanes..][..lanes]))
                .copied()
                .collect()
        };
        self.values.iter().map(at).collect()
    }

    /// The grid on which it was solved.
    pub fn grid(&self) -> &Grid {
        &self.problem.grid
    }

    /// Length of the nearest planning step in months.
    pub fn near_step(&self) -> f64 {
        self.near
    }

    /// Largest change of any value over the last planning step: how far from a fixed point the solution stands.
    pub fn change(&self) -> f64 {
        self.change
    }

    /// Whether every value came out as a number.
    pub fn sound(&self) -> bool {
        self.values.iter().flatten().all(|value| value.is_finite())
    }

    /// The stages of planning, each with the steps it took.
    pub fn stages(&self) -> &[(PlanningStage, usize)] {
        &self.work
    }

    /// Work done by one planning step: states with drafts, times packages, in war and truce.
    pub fn work_per_step(grid: &Grid) -> usize {
        REGIMES * grid.states() * grid.packages
    }
}

impl Problem {
    fn new(
        world: &World,
        mechanisms: &Mechanisms,
        front_steps: usize,
        chain: Option<CoverageChain>,
        draws: Draws,
    ) -> Self {
        let grid = Grid::new(world, front_steps);
        let chain = chain.unwrap_or_else(|| induced_chain(world, &grid, draws));
        let month = Kernel::new(world, &grid, &chain, 1.0, mechanisms.waiting);
        let fight = FightValues::new(world, &grid, &month);
        let settlement = SettlementValues::new(world, &grid, &fight, !mechanisms.durability);
        let talks = &world.war.talks;
        Self {
            choice: Choice {
                sharpness: talks.sharpness,
                form_sharpness: talks.form_sharpness,
                refusal_cost: talks.refusal_cost,
            },
            ratified: ratification(world, &grid),
            proximity: proximity(world, &grid, mechanisms.agenda),
            weights: filled(menu_weights(&world.war.packages), grid.lanes(), 0.0),
            ceasefire: world.war.packages.iter().map(|package| package.ceasefire_first).collect(),
            owners: owners(world, &grid),
            costs: [false, true].map(|truce| costs(world, &grid, truce)),
            ends: grid
                .roles
                .iter()
                .map(|&role| [world.end_value(role, Side::Defender), world.end_value(role, Side::Invader)])
                .collect(),
            waiting: mechanisms.waiting,
            chain,
            fight,
            settlement,
            grid,
        }
    }

    pub(crate) fn kernel(&self, world: &World, months: f64) -> Kernel {
        Kernel::new(world, &self.grid, &self.chain, months, self.waiting)
    }
}

fn ratification(world: &World, grid: &Grid) -> Vec<Vec<f64>> {
    let chance = |front: usize, defender: usize, package: usize| {
        if world.war.packages[package].ceasefire_first {
            1.0
        } else {
            world.ratification_chance(package, grid.held(front), defender)
        }
    };
    (1..grid.front_steps)
        .map(|front| {
            (0..LEVELS)
                .flat_map(|defender| (0..grid.lanes()).map(move |package| (defender, package)))
                .map(|(defender, package)| if package < grid.packages { chance(front, defender, package) } else { 1.0 })
                .collect()
        })
        .collect()
}

/// Proximity of every draft (columns) to every package that may be tabled (rows). The fill is near to everything, so
/// that no column is empty, and has no weight.
fn proximity(world: &World, grid: &Grid, agenda: bool) -> Vec<f64> {
    let war = &world.war;
    let near = |one: usize, other: usize| {
        let real = one < grid.packages && other < grid.packages;
        if !agenda || !real {
            return 1.0;
        }
        let apart = package_distance(&war.issue_steps, &war.packages[one], &war.packages[other]);
        libm::exp(-apart / war.talks.proximity)
    };
    let lanes = grid.lanes();
    (0..lanes).flat_map(|one| (0..lanes).map(move |other| (one, other))).map(|(a, b)| near(a, b)).collect()
}

fn filled(mut column: Vec<f64>, lanes: usize, fill: f64) -> Vec<f64> {
    column.resize(lanes, fill);
    column
}

/// Who writes drafts, with the share of rounds: tracks of one owner count together. A track whose owner takes no
/// part is written by the defender.
fn owners(world: &World, grid: &Grid) -> Vec<(usize, f64)> {
    let share = |actor: usize| -> f64 {
        let owned = |owner: Role| grid.actor(owner).unwrap_or(1) == actor;
        world.war.tracks.iter().filter(|track| owned(track.owner)).map(|track| track.share).sum()
    };
    (0..grid.roles.len()).map(|actor| (actor, share(actor))).filter(|&(_, share)| share > 0.0).collect()
}

fn costs(world: &World, grid: &Grid, truce: bool) -> Vec<Vec<f64>> {
    let cost = |role: Role, place: usize| world.monthly_cost(role, &grid.position(&grid.cell(1, place), truce, 0));
    grid.roles.iter().map(|&role| (0..grid.slice()).map(|place| cost(role, place)).collect()).collect()
}

/// Flow of a step at one position of the front: `[regime][actor]` values of nothing signed, and the scale of the
/// monthly cost, `[actor]`.
struct Flows {
    unsigned: Vec<f64>,
    scale: Vec<f64>,
}

impl Flows {
    fn new(world: &World, grid: &Grid, kernel: &Kernel, front: usize) -> Self {
        let held = grid.held(front);
        let step = |actor: usize| 1.0 - kernel.actors[actor].discount;
        let unsigned = |(actor, &role): (usize, &Role)| step(actor) * world.unsigned_value(role, held);
        let scale = |(actor, &role): (usize, &Role)| {
            let month = 1.0 - world.monthly_discount(role);
            if month > 0.0 { step(actor) / month } else { kernel.months }
        };
        Self {
            unsigned: grid.roles.iter().enumerate().map(unsigned).collect(),
            scale: grid.roles.iter().enumerate().map(scale).collect(),
        }
    }
}

struct Solver<'a> {
    problem: &'a Problem,
    world: &'a World,
    values: Values,
    inner: Vec<Vec<f64>>,
    policy: Policy,
}

/// Memory of one thread.
pub(crate) struct Workspace {
    between: Between,
    mixed: Vec<f64>,
    /// `[regime][actor][place, package]`: expectation at each posture of the step.
    moved: Vec<f64>,
    /// The same after the posture has moved, discounted.
    base: Vec<f64>,
    /// `[regime][side][actor]` of one posture's block: expectation after blame, discounted.
    blamed: Vec<f64>,
    pub stage: Stage,
    pulls: Vec<f64>,
    drawn: Vec<f64>,
}

impl Workspace {
    pub(crate) fn new(grid: &Grid) -> Self {
        let (actors, packages) = (grid.roles.len(), grid.lanes());
        let size = grid.slice() * packages;
        Self {
            between: Between::new(grid, packages),
            mixed: vec![0.0; size],
            moved: vec![0.0; REGIMES * actors * size],
            base: vec![0.0; REGIMES * actors * size],
            blamed: vec![0.0; REGIMES * 2 * actors * size / grid.postures],
            stage: Stage::new(actors, packages),
            pulls: vec![0.0; actors * packages],
            drawn: vec![0.0; actors * packages],
        }
    }
}

impl<'a> Solver<'a> {
    fn new(problem: &'a Problem, world: &'a World, values: Values) -> Self {
        let policy = Policy::new(&problem.grid, problem.owners.len());
        Self { problem, world, inner: values.clone(), values, policy }
    }

    /// Steps towards the present until the fixed point or the last step. Returns the last change and the steps.
    fn run(&mut self, kernel: &Kernel, stage: &PlanningStage) -> (f64, usize) {
        let mut acceleration = Acceleration::default();
        for taken in 1..stage.steps {
            let accelerated = stage.tolerance > 0.0 && (PLAIN_STEPS..ACCELERATED_STEPS).contains(&taken);
            let before = accelerated.then(|| self.values.clone());
            let change = self.step(kernel, false);
            if change < stage.tolerance {
                return (self.step(kernel, true), taken + 1);
            }
            if let Some(before) = before {
                acceleration.next(&before, &mut self.values);
            }
        }
        (self.step(kernel, true), stage.steps)
    }

    /// One planning step towards the present. Returns the largest change of a value.
    fn step(&mut self, kernel: &Kernel, record: bool) -> f64 {
        let problem = self.problem;
        let grid = &problem.grid;
        // The widest vectors that the machine has; without contraction the results are the same on all.
        let vectors = pulp::Arch::new();
        self.inner.par_iter_mut().zip(&self.values).for_each_init(
            || Workspace::new(grid),
            |work, (inner, values)| vectors.dispatch(Inner { problem, kernel, values, work, inner }),
        );
        let inner = &self.inner;
        let world = self.world;
        let fronts = self.values.par_iter_mut().zip(self.policy.fronts_mut());
        fronts
            .enumerate()
            .map_init(
                || Workspace::new(grid),
                |work, (index, (values, policy))| {
                    let policy = record.then_some(policy);
                    vectors.dispatch(Front { problem, world, kernel, inner, index, work, values, policy })
                },
            )
            .reduce(|| 0.0, f64::max)
    }
}

/// The first half of a planning step at one position of the front, as one piece of vector code.
struct Inner<'a> {
    problem: &'a Problem,
    kernel: &'a Kernel,
    values: &'a [f64],
    work: &'a mut Workspace,
    inner: &'a mut [f64],
}

impl pulp::NullaryFnOnce for Inner<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.problem.expect_inner(self.kernel, self.values, self.work, self.inner);
    }
}

/// The second half.
struct Front<'a> {
    problem: &'a Problem,
    world: &'a World,
    kernel: &'a Kernel,
    inner: &'a [Vec<f64>],
    index: usize,
    work: &'a mut Workspace,
    values: &'a mut [f64],
    policy: Option<&'a mut crate::policy::FrontPolicy>,
}

impl pulp::NullaryFnOnce for Front<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        self.problem.expect_front(self.kernel, self.inner, self.index, self.work);
        self.problem.update(self.world, self.kernel, self.index + 1, self.work, self.values, self.policy)
    }
}

impl Problem {
    #[inline(always)]
    fn size(&self) -> usize {
        self.grid.slice() * self.grid.lanes()
    }

    /// The horizon: everybody fights to the finish, in war and after a truce alike.
    fn terminal(&self) -> Values {
        let lanes = self.grid.lanes();
        let at = |front: usize| {
            let actors = (0..self.grid.roles.len()).flat_map(|actor| self.fight.at_front(actor, front));
            let war: Vec<f64> = actors.flat_map(|&value| std::iter::repeat_n(value, lanes)).collect();
            [war.clone(), war].concat()
        };
        (1..self.grid.front_steps).map(at).collect()
    }

    /// Values of a problem on another front, interpolated to this one; those of the same front as they are.
    fn refine(&self, coarse: &Self, values: Values) -> Values {
        if coarse.grid.front_steps == self.grid.front_steps {
            return values;
        }
        let at = |front: usize| {
            let (low, high, weight) = coarse.grid.bracket(self.grid.held(front));
            let (low, high) = (&values[low - 1], &values[high - 1]);
            low.iter().zip(high).map(|(low, high)| low + weight * (high - low)).collect()
        };
        (1..self.grid.front_steps).map(at).collect()
    }

    /// Expectation over coverage and stamina at one position of the front, `[regime][actor][place][package]`.
    #[inline(always)]
    pub(crate) fn expect_inner(&self, kernel: &Kernel, values: &[f64], work: &mut Workspace, inner: &mut [f64]) {
        let (size, actors, lanes) = (self.size(), self.grid.roles.len(), self.grid.lanes());
        let (war, truce) = values.split_at(actors * size);
        let (inner_war, inner_truce) = inner.split_at_mut(actors * size);
        for actor in 0..actors {
            let span = actor * size..(actor + 1) * size;
            let view = &kernel.actors[actor];
            over_slice(
                &self.grid,
                view,
                false,
                lanes,
                &war[span.clone()],
                &mut work.between,
                &mut inner_war[span.clone()],
            );
            let breaks = kernel.truce_breaks;
            for ((mixed, truce), war) in work.mixed.iter_mut().zip(&truce[span.clone()]).zip(&war[span.clone()]) {
                *mixed = truce + breaks * (war - truce);
            }
            over_slice(&self.grid, view, true, lanes, &work.mixed, &mut work.between, &mut inner_truce[span]);
        }
    }

    /// Expectation over the front and the posture at one position of the front, into the workspace.
    #[inline(always)]
    pub(crate) fn expect_front(&self, kernel: &Kernel, inner: &[Vec<f64>], index: usize, work: &mut Workspace) {
        let (size, actors, lanes) = (self.size(), self.grid.roles.len(), self.grid.lanes());
        for actor in 0..actors {
            let span = actor * size..(actor + 1) * size;
            let [lost, won] = self.ends[actor];
            let at = |place: usize| Neighbour::Position(&inner[place][span.clone()]);
            let below = if index == 0 { Neighbour::End(lost) } else { at(index - 1) };
            let above = if index + 1 == inner.len() { Neighbour::End(won) } else { at(index + 1) };
            let here = &inner[index][span.clone()];
            over_front(&kernel.actors[actor].front, lanes, below, here, above, &mut work.moved[span]);
        }
        work.moved[actors * size..].copy_from_slice(&inner[index][actors * size..]);
        self.expect_posture(kernel, work);
    }

    #[inline(always)]
    fn expect_posture(&self, kernel: &Kernel, work: &mut Workspace) {
        let (size, actors) = (self.size(), self.grid.roles.len());
        let block = size / self.grid.postures;
        for regime_actor in 0..REGIMES * actors {
            let discount = kernel.actors[regime_actor % actors].discount;
            let moved = &work.moved[regime_actor * size..(regime_actor + 1) * size];
            let base = &mut work.base[regime_actor * size..(regime_actor + 1) * size];
            for (from, target) in base.chunks_exact_mut(block).enumerate() {
                mix(&kernel.posture[from], discount, moved, target);
            }
            for side in 0..2 {
                let target = &mut work.blamed[(regime_actor * 2 + side) * block..][..block];
                mix(&kernel.blamed[side], discount, moved, target);
            }
        }
    }

    /// Plays the round at every planning state of one position of the front and updates the values.
    #[inline(always)]
    fn update(
        &self,
        world: &World,
        kernel: &Kernel,
        front: usize,
        work: &mut Workspace,
        values: &mut [f64],
        mut policy: Option<&mut crate::policy::FrontPolicy>,
    ) -> f64 {
        let flows = Flows::new(world, &self.grid, kernel, front);
        let mut change = 0.0f64;
        for place in 0..self.grid.slice() {
            let cell = self.grid.cell(front, place);
            for truce in [false, true] {
                self.set_stage(kernel, &flows, &cell, place, truce, work);
                work.stage.play(&self.choice);
                self.pull_all(work);
                if let Some(policy) = policy.as_deref_mut() {
                    policy.record(&self.grid, truce, place, &work.stage, &work.pulls);
                }
                change = change.max(self.update_cell(kernel, &flows, &cell, place, truce, work, values));
            }
        }
        change
    }

    #[inline(always)]
    pub(crate) fn flow(&self, flows_unsigned: f64, scale: f64, truce: bool, actor: usize, place: usize) -> f64 {
        flows_unsigned - scale * self.costs[usize::from(truce)][actor][place]
    }

    #[inline(always)]
    fn set_stage(&self, kernel: &Kernel, flows: &Flows, cell: &Cell, place: usize, truce: bool, work: &mut Workspace) {
        let (size, actors, packages) = (self.size(), self.grid.roles.len(), self.grid.lanes());
        let block = size / self.grid.postures;
        let in_block = place % (self.grid.slice() / self.grid.postures) * packages;
        let Workspace { stage, base, blamed, .. } = work;
        stage.signed.copy_from_slice(self.settlement.expected(cell));
        let ratified = &self.ratified[cell.front - 1][cell.defender * packages..][..packages];
        stage.ratified.copy_from_slice(ratified);
        for actor in 0..actors {
            let flow = |truce: bool| self.flow(flows.unsigned[actor], flows.scale[actor], truce, actor, place);
            let regime_actor = usize::from(truce) * actors + actor;
            let here = flow(truce);
            let base_here = &base[regime_actor * size + place * packages..][..packages];
            for outcome in &Outcome::ALL[1..] {
                let side = usize::from(matches!(outcome, Outcome::DefenderEvades | Outcome::DefenderRefuses));
                let tilt = kernel.tilts[outcome.index()];
                let blamed = &blamed[(regime_actor * 2 + side) * block + in_block..][..packages];
                let target = stage.going_on_mut(*outcome, actor).as_chunks_mut::<LANE>().0;
                let sources = base_here.as_chunks::<LANE>().0.iter().zip(blamed.as_chunks::<LANE>().0);
                for (target, (base, blamed)) in target.iter_mut().zip(sources) {
                    for k in 0..LANE {
                        target[k] = here + base[k] + tilt * (blamed[k] - base[k]);
                    }
                }
            }
            let quiet = flow(true);
            let base_quiet = &base[(actors + actor) * size + place * packages..][..packages];
            for (package, _) in self.ceasefire.iter().enumerate().filter(|(_, first)| **first) {
                stage.signed[actor * packages + package] = quiet + base_quiet[package];
            }
        }
    }

    /// Plays the round at one cell, with the values of going on when no round is held.
    pub(crate) fn play_cell(&self, world: &World, kernel: &Kernel, cell: &Cell, truce: bool, work: &mut Workspace) {
        let (size, actors, packages) = (self.size(), self.grid.roles.len(), self.grid.lanes());
        let flows = Flows::new(world, &self.grid, kernel, cell.front);
        let place = self.grid.place(cell);
        self.set_stage(kernel, &flows, cell, place, truce, work);
        for actor in 0..actors {
            let flow = self.flow(flows.unsigned[actor], flows.scale[actor], truce, actor, place);
            let span = (usize::from(truce) * actors + actor) * size + place * packages;
            let Workspace { stage, base, .. } = work;
            let quiet = stage.going_on_mut(Outcome::NoRound, actor);
            for (quiet, base) in quiet.iter_mut().zip(&base[span..][..packages]) {
                *quiet = flow + base;
            }
        }
        work.stage.play(&self.choice);
    }

    #[inline(always)]
    fn pull_all(&self, work: &mut Workspace) {
        let packages = self.grid.lanes();
        for (index, &(actor, _)) in self.owners.iter().enumerate() {
            let pulls = &mut work.pulls[index * packages..][..packages];
            pull(self.choice.sharpness, &self.weights, work.stage.tabled(actor), pulls);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one cell of one sweep: what it reads, and what it writes")]
    #[inline(always)]
    fn update_cell(
        &self,
        kernel: &Kernel,
        flows: &Flows,
        cell: &Cell,
        place: usize,
        truce: bool,
        work: &mut Workspace,
        values: &mut [f64],
    ) -> f64 {
        let (size, actors, packages) = (self.size(), self.grid.roles.len(), self.grid.lanes());
        let opens = kernel.rounds[cell.posture] * if truce { kernel.truce_rounds } else { 1.0 };
        let opens = opens.min(1.0);
        self.draw_menu(work);
        let mut change = 0.0f64;
        for actor in 0..actors {
            let regime_actor = usize::from(truce) * actors + actor;
            let flow = self.flow(flows.unsigned[actor], flows.scale[actor], truce, actor, place);
            let span = regime_actor * size + place * packages;
            let base = &work.base[span..][..packages];
            let drawn = &work.drawn[actor * packages..][..packages];
            for ((value, base), drawn) in values[span..][..packages].iter_mut().zip(base).zip(drawn) {
                let next = (1.0 - opens) * (flow + base) + opens * drawn;
                change = change.max((next - *value).abs());
                *value = next;
            }
        }
        change
    }

    /// Value of a round from each draft on the table, `[actor][draft]`, over owners and their menus.
    #[inline(always)]
    fn draw_menu(&self, work: &mut Workspace) {
        match self.grid.roles.len() {
            2 => self.draw_for::<2>(work),
            3 => self.draw_for::<3>(work),
            _ => self.draw_for::<4>(work),
        }
    }

    /// For each draft on the table the mean of the values of tabling, weighted by share of rounds, pull and
    /// proximity. A vector of drafts at a time, with all sums in registers.
    #[inline(always)]
    fn draw_for<const ACTORS: usize>(&self, work: &mut Workspace) {
        let lanes = self.grid.lanes();
        let tabled: [&[f64]; ACTORS] = std::array::from_fn(|actor| &work.stage.tabled[actor * lanes..][..lanes]);
        let pulls: [&[f64]; ACTORS] = std::array::from_fn(|owner| &work.pulls[owner * lanes..][..lanes]);
        for chunk in 0..lanes / LANE {
            let near = |package: usize| -> &[f64; LANE] {
                &self.proximity[package * lanes..][..lanes].as_chunks::<LANE>().0[chunk]
            };
            let scales = self.menu_scales(&pulls, near);
            let mut sums = [[0.0; LANE]; ACTORS];
            for package in 0..lanes {
                let mut weight = [0.0; LANE];
                for (scale, pulls) in scales.iter().zip(&pulls) {
                    for k in 0..LANE {
                        weight[k] += pulls[package] * scale[k];
                    }
                }
                for k in 0..LANE {
                    weight[k] *= near(package)[k];
                }
                for (sum, tabled) in sums.iter_mut().zip(&tabled) {
                    for k in 0..LANE {
                        sum[k] += weight[k] * tabled[package];
                    }
                }
            }
            for (actor, sum) in sums.iter().enumerate() {
                work.drawn[actor * lanes + chunk * LANE..][..LANE].copy_from_slice(sum);
            }
        }
    }

    /// Each owner's share of rounds over the sum of its menu, for a vector of drafts on the table.
    #[inline(always)]
    fn menu_scales<'a, const ACTORS: usize>(
        &self,
        pulls: &[&[f64]; ACTORS],
        near: impl Fn(usize) -> &'a [f64; LANE],
    ) -> [[f64; LANE]; ACTORS] {
        let mut norms = [[0.0; LANE]; ACTORS];
        for package in 0..self.grid.lanes() {
            let near = near(package);
            for (norm, pulls) in norms.iter_mut().zip(pulls) {
                for k in 0..LANE {
                    norm[k] += pulls[package] * near[k];
                }
            }
        }
        let mut scales = [[0.0; LANE]; ACTORS];
        for ((scale, norm), &(_, share)) in scales.iter_mut().zip(&norms).zip(&self.owners) {
            for k in 0..LANE {
                scale[k] = share / norm[k];
            }
        }
        scales
    }
}

/// `target = scale · sum_to weights[to] · moved[to]`, block by block.
#[inline(always)]
fn mix(weights: &[f64], scale: f64, moved: &[f64], target: &mut [f64]) {
    target.fill(0.0);
    for (&weight, source) in weights.iter().zip(moved.chunks_exact(target.len())) {
        if weight > 0.0 {
            add_scaled(target, scale * weight, source);
        }
    }
}
