//! How each actor believes the war moves in one planning step: sparse transition weights, factor by factor.
//!
//! Given the posture, the front, coverage and both staminas move independently of each other in a step, so an
//! expectation over next states is four short sums in turn.

use crate::coverage_chain::{CoverageChain, believed, over};
use crate::grid::{Cell, Grid};
use standoff_num::elementary::{logistic, logit};
use standoff_world::actors::beliefs::View;
use standoff_world::actors::great_power::transition_chances;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::stamina::fall_chance;
use standoff_world::battlefield::stamina::{LEVELS, birth_death};
use standoff_world::quantity::hazard_over;
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::World;
use standoff_world::war::{blamed_posture, posture_tilt};

/// A row of a sparse transition matrix: places and their weights.
pub type SparseRow = Vec<(usize, f64)>;

/// One actor's view of a planning step.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorKernel {
    /// Discount factor over the step.
    pub discount: f64,
    /// Chances that the front falls, stays and rises, `[place in the slice]`; the same at every interior position.
    pub front: Vec<[f64; 3]>,
    /// Coverage in war, `[posture][from]`.
    pub coverage: Vec<Vec<SparseRow>>,
    /// Coverage in a truce, `[posture][from]`.
    pub coverage_truce: Vec<Vec<SparseRow>>,
    /// The defender's stamina: `[truce][from]`.
    pub defender: [[[f64; 3]; LEVELS]; 2],
    /// The invader's stamina: `[truce][posture][from]`.
    pub invader: [Vec<[[f64; 3]; LEVELS]>; 2],
}

/// All actors' views of a planning step, and what they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    /// Length of the step in months.
    pub months: f64,
    /// One view for each role that takes part.
    pub actors: Vec<ActorKernel>,
    /// The posture when no round was held, `[from][to]`.
    pub posture: Vec<Vec<f64>>,
    /// Where blame turns the posture: the invader blamed, the defender blamed.
    pub blamed: [Vec<f64>; 2],
    /// How far each outcome tilts the posture, in the order of [`Outcome::ALL`].
    pub tilts: [f64; 5],
    /// Rounds in the step, `[posture]`; above one it is certain that one opens.
    pub rounds: Vec<f64>,
    /// Factor on that chance in a truce.
    pub truce_rounds: f64,
    /// Chance that a truce breaks in the step.
    pub truce_breaks: f64,
}

impl Kernel {
    /// The kernel of a step of `months`. With `waiting` off, planners hold posture and coverage fixed.
    pub fn new(world: &World, grid: &Grid, chain: &CoverageChain, months: f64, waiting: bool) -> Self {
        let war = &world.war;
        let views = war.beliefs.views();
        let fixed = transition_chances(&vec![vec![0.0; grid.postures]; grid.postures], months);
        let tilted = |outcome: Outcome| if waiting { posture_tilt(war, outcome).0 } else { 0.0 };
        let actor = |&role: &Role| ActorKernel::new(world, grid, chain, months, waiting, role, &views[role]);
        Self {
            months,
            actors: grid.roles.iter().map(actor).collect(),
            posture: if waiting { transition_chances(&war.posture_rates, months) } else { fixed },
            blamed: [blamed_posture(war, Side::Invader), blamed_posture(war, Side::Defender)],
            tilts: Outcome::ALL.map(tilted),
            rounds: war.postures.iter().map(|posture| posture.effects.rounds * months).collect(),
            truce_rounds: war.truce.rounds,
            truce_breaks: hazard_over(war.truce.breaks, months),
        }
    }
}

impl ActorKernel {
    fn new(
        world: &World,
        grid: &Grid,
        chain: &CoverageChain,
        months: f64,
        waiting: bool,
        role: Role,
        view: &View,
    ) -> Self {
        let truce_wear = view.coverage_wear * world.war.truce.willingness_decay;
        Self {
            discount: libm::pow(world.monthly_discount(role), months),
            front: front_rows(world, grid, months, view, 0.0),
            coverage: coverage_rows(grid, chain, months, waiting, view.coverage_wear),
            coverage_truce: coverage_rows(grid, chain, months, waiting, truce_wear),
            defender: defender_rows(world, months),
            invader: invader_rows(world, months, view),
        }
    }
}

/// Chances that the front falls, stays and rises on the planner's grid, `[place in the slice]`.
///
/// A coarse grid keeps the drift of the fine walk and, as far as one step either way allows, its second moment:
/// with steps `k` times as long, `lb' = max(lb/k², lb|2p-1|/k)` and `lb'(2p'-1) = lb(2p-1)/k`.
pub fn front_rows(world: &World, grid: &Grid, months: f64, view: &View, cap: f64) -> Vec<[f64; 3]> {
    let ratio = world.war.front_steps as f64 / grid.front_steps as f64;
    let moves = world.war.front.moves * months;
    let jump = hazard_over(world.war.front.collapse, months) * world.war.front.collapse_steps;
    let row = |place: usize| {
        let cell: Cell = grid.cell(1, place);
        let coverage = grid.coverage_of(cell.coverage);
        let odds = world.move_odds(coverage, cell.posture, cell.invader, cell.defender, cap);
        let odds = logistic(logit(odds) + view.odds_shift);
        // A line that may collapse drifts by what a collapse would take, times its chance.
        let collapse = match (cell.invader, cell.defender) {
            (1.., 0) => jump,
            (0, 1..) => -jump,
            _ => 0.0,
        };
        let drift = ((moves * (2.0 * odds - 1.0) + collapse) / ratio).clamp(-1.0, 1.0);
        let coarse = (moves / (ratio * ratio)).max(drift.abs()).min(1.0);
        [(coarse - drift) / 2.0, 1.0 - coarse, (coarse + drift) / 2.0]
    };
    (0..grid.slice()).map(row).collect()
}

fn coverage_rows(grid: &Grid, chain: &CoverageChain, months: f64, waiting: bool, wear: f64) -> Vec<Vec<SparseRow>> {
    let matrix = |posture: usize| -> Vec<Vec<f64>> {
        let month: Vec<Vec<f64>> =
            chain[posture].iter().enumerate().map(|(from, row)| believed(row, from, wear)).collect();
        over(&month, months)
    };
    let stay = |from: usize| vec![(from, 1.0)];
    (0..grid.postures)
        .map(|posture| {
            if waiting {
                matrix(posture).iter().map(|row| sparse(row)).collect()
            } else {
                (0..grid.coverage).map(stay).collect()
            }
        })
        .collect()
}

/// Drops entries too small to matter and rescales the rest to sum to one.
fn sparse(row: &[f64]) -> SparseRow {
    let kept: Vec<(usize, f64)> = row.iter().copied().enumerate().filter(|&(_, p)| p > 1e-4).collect();
    let total: f64 = kept.iter().map(|(_, p)| p).sum();
    kept.into_iter().map(|(to, p)| (to, p / total)).collect()
}

fn stamina_rows(down: f64, up: f64) -> [[f64; 3]; LEVELS] {
    std::array::from_fn(|level| birth_death(level, LEVELS, down, up))
}

fn defender_rows(world: &World, months: f64) -> [[[f64; 3]; LEVELS]; 2] {
    let stamina = &world.war.stamina.defender;
    let war = stamina_rows(hazard_over(fall_chance(stamina, 0.0), months), hazard_over(stamina.up, months));
    [war, stamina_rows(0.0, hazard_over(stamina.rest, months))]
}

fn invader_rows(world: &World, months: f64, view: &View) -> [Vec<[[f64; 3]; LEVELS]>; 2] {
    let stamina = &world.war.stamina.invader;
    let row = |truce: bool, sanctions: f64| {
        if truce {
            return stamina_rows(0.0, hazard_over(stamina.rest, months));
        }
        let down = (fall_chance(stamina, sanctions) * view.invader_wear).min(0.9);
        stamina_rows(hazard_over(down, months), hazard_over(stamina.up, months))
    };
    [false, true].map(|truce| world.war.postures.iter().map(|posture| row(truce, posture.effects.sanctions)).collect())
}
