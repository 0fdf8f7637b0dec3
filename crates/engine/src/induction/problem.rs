//! The planner's problem: everything that does not change in the course of a solution.

use crate::negotiation::choice::LogitChoice;
use crate::payoff::fight_to_finish::FightValues;
use crate::payoff::settlement::SettlementValues;
use crate::state_space::{DEFENDER, Grid, Layout, REGIMES, Regime};
use crate::transition::coverage_chain::{CoverageChain, induce_coverage_chain};
use crate::transition::kernel::Kernel;
use standoff_num::Draws;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::stamina::LEVELS;
use standoff_world::switches::Mechanisms;
use standoff_world::talks::menu::{menu_weights, package_distance};
use standoff_world::war::World;

/// Everything that does not change in the course of a solution.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub grid: Grid,
    pub layout: Layout,
    pub choice: LogitChoice,
    pub chain: CoverageChain,
    pub fight: FightValues,
    pub settlement: SettlementValues,
    /// Chance of ratification, `[front - 1][defender stamina][lane]`; one in padded lanes.
    pub ratified: Vec<Vec<f64>>,
    /// Proximity of the draft on the table (columns) to the package that may be tabled (rows), `[lane][lane]`.
    pub proximity: Vec<f64>,
    /// Weight of a package in menus, `[lane]`; zero in padded lanes.
    pub menu_weights: Vec<f64>,
    /// True for packages that begin with a ceasefire, `[package]`.
    pub ceasefire: Vec<bool>,
    /// Owners of drafts as (actor, share of rounds).
    pub owners: Vec<(usize, f64)>,
    /// Cost a month, `[regime][actor][place]`.
    pub monthly_costs: [Vec<Vec<f64>>; REGIMES],
    /// Values of a military end, `[actor]`: the defender has won, the invader has.
    pub end_values: Vec<[f64; 2]>,
    /// True if planners let posture and coverage move.
    pub waiting: bool,
}

impl Problem {
    /// The problem of a world on a front of `front_steps`. A chain that is given is used as it is; otherwise one is
    /// induced from `draws`.
    pub fn new(
        world: &World,
        mechanisms: &Mechanisms,
        front_steps: usize,
        chain: Option<CoverageChain>,
        draws: Draws,
    ) -> Self {
        let grid = Grid::new(world, front_steps);
        let chain = chain.unwrap_or_else(|| induce_coverage_chain(world, &grid, draws));
        let month = Kernel::new(world, &grid, &chain, 1.0, mechanisms.waiting);
        let fight = FightValues::new(world, &grid, &month);
        let settlement = SettlementValues::new(world, &grid, &fight, !mechanisms.durability);
        let talks = &world.war.talks;
        Self {
            layout: grid.layout(),
            choice: LogitChoice {
                sharpness: talks.sharpness,
                form_sharpness: talks.form_sharpness,
                refusal_cost: talks.refusal_cost,
            },
            ratified: ratification_chances(world, &grid),
            proximity: draft_proximity(world, &grid, mechanisms.agenda),
            menu_weights: padded(menu_weights(&world.war.packages), grid.lanes()),
            ceasefire: world.war.packages.iter().map(|package| package.ceasefire_first).collect(),
            owners: draft_owners(world, &grid),
            monthly_costs: Regime::ALL.map(|regime| monthly_costs(world, &grid, regime)),
            end_values: grid
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

    /// Kernel of a step: the actors' beliefs about how the war moves in it.
    pub fn kernel(&self, world: &World, step_months: f64) -> Kernel {
        Kernel::new(world, &self.grid, &self.chain, step_months, self.waiting)
    }
}

fn ratification_chances(world: &World, grid: &Grid) -> Vec<Vec<f64>> {
    let chance = |front: usize, defender: usize, package: usize| {
        if world.war.packages[package].ceasefire_first {
            1.0
        } else {
            world.ratification_chance(package, grid.held_share(front), defender)
        }
    };
    (1..grid.front_steps)
        .map(|front| {
            (0..LEVELS)
                .flat_map(|defender| (0..grid.lanes()).map(move |lane| (defender, lane)))
                .map(|(defender, lane)| if lane < grid.packages { chance(front, defender, lane) } else { 1.0 })
                .collect()
        })
        .collect()
}

/// Proximity of drafts to each other. A padded lane is near to every draft, so that no sum over a column is zero; it
/// has no weight in any menu.
fn draft_proximity(world: &World, grid: &Grid, agenda: bool) -> Vec<f64> {
    let war = &world.war;
    let proximity = |one: usize, other: usize| {
        let padded = one >= grid.packages || other >= grid.packages;
        if !agenda || padded {
            return 1.0;
        }
        let apart = package_distance(&war.issue_steps, &war.packages[one], &war.packages[other]);
        libm::exp(-apart / war.talks.proximity)
    };
    let lanes = grid.lanes();
    (0..lanes).flat_map(|one| (0..lanes).map(move |other| (one, other))).map(|(a, b)| proximity(a, b)).collect()
}

fn padded(mut row: Vec<f64>, lanes: usize) -> Vec<f64> {
    row.resize(lanes, 0.0);
    row
}

/// Owners of drafts as (actor, share of rounds). Tracks of one owner count together; the defender writes those whose
/// owner takes no part.
fn draft_owners(world: &World, grid: &Grid) -> Vec<(usize, f64)> {
    let share = |actor: usize| -> f64 {
        let owned = |owner: Role| grid.actor_index(owner).unwrap_or(DEFENDER) == actor;
        world.war.tracks.iter().filter(|track| owned(track.owner)).map(|track| track.share).sum()
    };
    (0..grid.roles.len()).map(|actor| (actor, share(actor))).filter(|&(_, share)| share > 0.0).collect()
}

/// Cost a month, `[actor][place]`. Costs do not depend on the front, so the first position stands for all.
fn monthly_costs(world: &World, grid: &Grid, regime: Regime) -> Vec<Vec<f64>> {
    let cost =
        |role: Role, place: usize| world.monthly_cost(role, &grid.position_of(&grid.cell_at(1, place), regime, 0));
    grid.roles.iter().map(|&role| (0..grid.places()).map(|place| cost(role, place)).collect()).collect()
}
