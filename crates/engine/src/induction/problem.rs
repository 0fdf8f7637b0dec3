//! The planner's problem: everything that does not change in the course of a solution.

use super::draft_proximity::DraftProximity;
use super::menu_spread::MenuSpread;
use crate::negotiation::choice::LogitChoice;
use crate::payoff::fight_to_finish::{FightHopes, FightValues};
use crate::payoff::hope::{HopeFlow, fight_hopes};
use crate::payoff::settlement::SettlementValues;
use crate::precision::{Number, Planned, planned_row};
use crate::state_space::{DEFENDER, Grid, Layout, REGIMES, Regime};
use crate::transition::coverage_chain::CoverageChain;
use crate::transition::kernel::Kernel;
use rayon::prelude::*;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::switches::Mechanisms;
use standoff_world::talks::menu::{company_weights, package_distance};
use standoff_world::talks::packages::{Mixture, Package, PackageOrigin};
use standoff_world::war::{Position, World};

/// Everything that does not change in the course of a solution.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub grid: Grid,
    pub layout: Layout,
    pub choice: LogitChoice<Planned>,
    pub chain: CoverageChain,
    pub fight: FightValues,
    /// What they expect from a turn of the tide in it; none where nobody expects one.
    pub hopes: Option<FightHopes>,
    pub settlement: SettlementValues,
    /// The defender's value of fighting to the finish when its public was asked about the surveyed packages.
    pub survey_outlook: f64,
    /// Chance of ratification, `[front - 1][place][menu]`; one in padded lanes.
    pub ratified: Vec<Vec<Planned>>,
    /// Proximity of every package on the table (rows) to every package that may be tabled, `[package][package]`.
    pub menu_proximity: Vec<Vec<f64>>,
    /// The part of it that plans need.
    pub proximity: DraftProximity,
    /// Weight of a package in the menu, `[regime][menu]`; zero in padded lanes.
    pub menu_weights: [Vec<Planned>; REGIMES],
    /// Packages that begin with a ceasefire, each with the settlement that is on the table once it holds.
    pub ceasefires: Vec<(usize, usize)>,
    /// Weights of the drafts on the table in all packages of the menu.
    pub spread: MenuSpread,
    /// Owners of drafts as (actor, share of rounds).
    pub owners: Vec<(usize, f64)>,
    /// Cost a month, `[regime][actor][place]`.
    pub monthly_costs: [Vec<Vec<Planned>>; REGIMES],
    /// Values of a military end, `[actor]`: the defender has won, the invader has.
    pub end_values: Vec<[Planned; 2]>,
    /// True if planners let posture and coverage move.
    pub waiting: bool,
}

impl Problem {
    /// The problem of a world on a grid, with the chain of coverage that planners foresee.
    pub fn new(world: &World, mechanisms: &Mechanisms, grid: Grid, chain: CoverageChain) -> Self {
        let hopes = fight_hopes(world, &grid, &chain, mechanisms.waiting);
        let month = Kernel::new(world, &grid, &chain, 1.0, mechanisms.waiting);
        let fight = FightValues::new(world, &grid, &month, hopes.as_ref());
        let settlement = SettlementValues::new(world, &grid, &fight, !mechanisms.durability);
        let (packages, numerics) = (&world.war.packages, &world.war.numerics);
        let company = |regime: Regime| {
            let weights = company_weights(packages, &world.war.issue_space(), numerics.kernel, regime.is_truce());
            padded(planned_row(&weights), grid.menu_lanes())
        };
        let survey_outlook =
            world.survey_outlook.unwrap_or_else(|| defender_outlook(&grid, &fight, &world.start_position()));
        let menu_proximity = menu_proximity(world, mechanisms.agenda);
        Self {
            layout: grid.layout(),
            choice: LogitChoice {
                sharpness: Planned::of(numerics.sharpness),
                form_sharpness: Planned::of(numerics.form_sharpness),
                refusal_cost: Planned::of(world.war.talks.refusal_cost),
            },
            ratified: ratification_chances(world, &grid, &fight, survey_outlook),
            proximity: DraftProximity::new(&grid, &menu_proximity),
            menu_weights: Regime::ALL.map(company),
            ceasefires: ceasefires(world),
            spread: MenuSpread::new(&grid, packages.iter().filter_map(mixture_of)),
            survey_outlook,
            menu_proximity,
            owners: draft_owners(world, &grid),
            monthly_costs: Regime::ALL.map(|regime| monthly_costs(world, &grid, regime)),
            end_values: grid
                .roles
                .iter()
                .map(|&role| [Side::Defender, Side::Invader].map(|side| Planned::of(world.end_value(role, side))))
                .collect(),
            waiting: mechanisms.waiting,
            chain,
            fight,
            hopes,
            settlement,
            grid,
        }
    }

    /// What hope is worth in a step of the kernel's length; none where nobody expects a turn of the tide.
    pub fn hope_flow(&self, kernel: &Kernel) -> Option<HopeFlow> {
        self.hopes.as_ref().map(|after| HopeFlow::new(&self.grid, kernel, &self.fight, after))
    }

    /// Kernel of a step: the actors' beliefs about how the war moves in it.
    pub fn kernel(&self, world: &World, step_months: f64) -> Kernel {
        Kernel::new(world, &self.grid, &self.chain, step_months, self.waiting)
    }
}

/// The defender's value of fighting to the finish at a position, between two positions of the grid.
pub(crate) fn defender_outlook(grid: &Grid, fight: &FightValues, position: &Position) -> f64 {
    let bracket = grid.bracket(position.held);
    fight.value(DEFENDER, bracket, grid.place_of(&grid.cell_of(position, bracket.low)), 0.0)
}

fn ratification_chances(world: &World, grid: &Grid, fight: &FightValues, survey_outlook: f64) -> Vec<Vec<Planned>> {
    let at_front = |front: usize| {
        let held = grid.held_share(front);
        let worth = |package: &Package| world.terms_value(Role::Defender, &package.terms, held);
        let values: Vec<f64> = world.war.packages.iter().map(worth).collect();
        let mut chances = Vec::with_capacity(grid.places() * grid.menu_lanes());
        for fought in fight.values_at_front(DEFENDER, front) {
            let outlook = fought - survey_outlook;
            let chance = |(package, &value)| Planned::of(world.ratification_chance_of_value(package, value, outlook));
            chances.extend(values.iter().enumerate().map(chance));
            chances.resize(chances.len() + grid.menu_lanes() - grid.packages, 1.0);
        }
        chances
    };
    (1..grid.front_steps).into_par_iter().map(at_front).collect()
}

fn mixture_of(package: &Package) -> Option<Mixture> {
    match package.origin {
        PackageOrigin::Mixture(mixture) => Some(mixture),
        PackageOrigin::Draft | PackageOrigin::Following(_) => None,
    }
}

fn ceasefires(world: &World) -> Vec<(usize, usize)> {
    let packages = world.war.packages.iter().enumerate();
    packages
        .filter(|(_, package)| package.ceasefire_first)
        .map(|(place, _)| (place, world.draft_in_truce(place)))
        .collect()
}

/// Logarithm of the least proximity. With the least pull it is still a normal number, so that from every package on the
/// table some package can be tabled: even from a settlement after a truce, which cannot be tabled again once war is back.
const LEAST_LOG_PROXIMITY: f64 = -300.0;

/// Proximity of every package on the table to every package that may be tabled.
fn menu_proximity(world: &World, agenda: bool) -> Vec<Vec<f64>> {
    let (war, space) = (&world.war, world.war.issue_space());
    let proximity = |one: &Package, other: &Package| {
        let distance = package_distance(&space, one, other);
        if agenda { libm::exp((-distance / war.talks.proximity).max(LEAST_LOG_PROXIMITY)) } else { 1.0 }
    };
    let row = |one: &Package| war.packages.iter().map(|other| proximity(one, other)).collect();
    war.packages.iter().map(row).collect()
}

fn padded(mut row: Vec<Planned>, lanes: usize) -> Vec<Planned> {
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
fn monthly_costs(world: &World, grid: &Grid, regime: Regime) -> Vec<Vec<Planned>> {
    let cost = |role: Role, place: usize| {
        Planned::of(world.monthly_cost(role, &grid.position_of(&grid.cell_at(1, place), regime, 0)))
    };
    grid.roles.iter().map(|&role| (0..grid.places()).map(|place| cost(role, place)).collect()).collect()
}
