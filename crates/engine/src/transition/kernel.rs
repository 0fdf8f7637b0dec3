//! Each actor's beliefs about how the war moves in one planning step: sparse transition weights, factor by factor.
//!
//! Given the posture, the front, coverage with backers and both staminas move independently of each other in a step, so an
//! expectation over next states is four short sums in turn.

use super::coverage_chain::CoverageChain;
use super::support::SupportRows;
use crate::state_space::{Cell, Grid, REGIMES, Regime, SIDES};
use standoff_num::elementary::{logistic, logit};
use standoff_world::actors::beliefs::View;
use standoff_world::actors::great_power::transition_chances;
use standoff_world::actors::roles::{Role, Side};
use standoff_world::battlefield::front::advance_shift;
use standoff_world::battlefield::stamina::{LEVELS, birth_death, fall_chance};
use standoff_world::quantity::hazard_over;
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::{World, blamed_posture, posture_tilt};

/// Chances that stamina falls, stays and rises, `[from]`.
pub type StaminaRows = [[f64; 3]; LEVELS];

/// Most chance a month that an actor believes stamina falls with: a belief is a factor, and must leave a probability.
const MOST_WEAR: f64 = 0.9;

/// One actor's view of a planning step.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorKernel {
    /// Discount factor over the step.
    pub discount: f64,
    /// Chances with which the actor expects the tide to turn to the invader and to the defender.
    pub turns: [f64; SIDES],
    /// How the front moves.
    pub front: FrontRows,
    /// Backers and coverage, `[regime]`.
    pub support: [SupportRows; REGIMES],
    /// The defender's stamina, `[regime][from]`.
    pub defender: [StaminaRows; REGIMES],
    /// The invader's stamina, `[regime][posture][from]`.
    pub invader: [Vec<StaminaRows>; REGIMES],
}

/// Chances that the front falls, stays and rises.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontRows {
    /// `[position][place]`; one position where all interior ones are alike.
    rows: Vec<[f64; 3]>,
    places: usize,
}

impl FrontRows {
    /// The rows at an interior position of the front, counted from 0, `[place]`.
    #[inline(always)]
    pub fn at(&self, position: usize) -> &[[f64; 3]] {
        let first = if self.rows.len() > self.places { position * self.places } else { 0 };
        &self.rows[first..first + self.places]
    }
}

/// All actors' views of a planning step, and what they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    /// Length of the step in months.
    pub step_months: f64,
    /// One view for each role that takes part.
    pub actors: Vec<ActorKernel>,
    /// The posture when no round was held, `[from][to]`.
    pub posture: Vec<Vec<f64>>,
    /// Posture after blame, `[side blamed][to]`: the invader, then the defender.
    pub blamed: [Vec<f64>; 2],
    /// Tilt of the posture after each outcome, in the order of [`Outcome::ALL`].
    pub tilts: [f64; 5],
    /// Rounds in the step, `[posture]`; above one it is certain that one opens.
    pub rounds: Vec<f64>,
    /// Factor on that chance in a truce.
    pub truce_rounds: f64,
    /// Chance that a truce breaks in the step.
    pub truce_breaks: f64,
}

impl Kernel {
    /// The kernel of a step of `step_months`. With `waiting` off, planners hold posture, backers and coverage fixed.
    pub fn new(world: &World, grid: &Grid, chain: &CoverageChain, step_months: f64, waiting: bool) -> Self {
        let war = &world.war;
        let views = world.views();
        let fixed = transition_chances(&vec![vec![0.0; grid.postures]; grid.postures], step_months);
        let tilted = |outcome: Outcome| if waiting { posture_tilt(war, outcome).0 } else { 0.0 };
        let actor = |&role: &Role| ActorKernel::new(world, grid, chain, step_months, waiting, role, &views[role]);
        Self {
            step_months,
            actors: grid.roles.iter().map(actor).collect(),
            posture: if waiting { transition_chances(&war.posture_rates, step_months) } else { fixed },
            blamed: [blamed_posture(war, Side::Invader), blamed_posture(war, Side::Defender)],
            tilts: Outcome::ALL.map(tilted),
            rounds: war.postures.iter().map(|posture| posture.effects.rounds * step_months).collect(),
            truce_rounds: war.truce.rounds,
            truce_breaks: hazard_over(war.truce.breaks, step_months),
        }
    }
}

impl ActorKernel {
    fn new(
        world: &World,
        grid: &Grid,
        chain: &CoverageChain,
        step_months: f64,
        waiting: bool,
        role: Role,
        view: &View,
    ) -> Self {
        let support = |wear: f64| SupportRows::new(world, grid, chain, step_months, waiting, wear);
        let expected = |side: Side| hazard_over(world.war.beliefs.turns_expected(side)[role], step_months);
        Self {
            discount: libm::pow(world.monthly_discount(role), step_months),
            front: front_rows(world, grid, step_months, view, 0.0),
            turns: [Side::Invader, Side::Defender].map(expected),
            support: [support(1.0), support(world.war.truce.willingness_decay)],
            defender: defender_rows(world, step_months, view),
            invader: invader_rows(world, step_months, view),
        }
    }
}

/// Chances that the front falls, stays and rises on the planner's grid.
///
/// A coarse grid keeps the drift of the fine walk and, as far as one step either way allows, its second moment:
/// with steps `k` times as long, `lb' = max(lb/k², lb|2p-1|/k)` and `lb'(2p'-1) = lb(2p-1)/k`.
pub fn front_rows(world: &World, grid: &Grid, step_months: f64, view: &View, cap: f64) -> FrontRows {
    let ratio = world.war.front_steps as f64 / grid.front_steps as f64;
    let moves = world.war.front.moves * step_months;
    let jump = hazard_over(world.war.front.collapse, step_months) * world.war.front.collapse_steps;
    let start = world.war.issue_space().held;
    // Without a gradient all positions are alike, and one of them stands for all.
    let positions = if world.war.front.gradient > 0.0 { grid.interior_fronts() } else { 1 };
    let row = |position: usize, place: usize| {
        let cell: Cell = grid.cell_at(1, place);
        let coverage = grid.coverage_level(cell.coverage);
        let odds = world.move_odds(coverage, cell.posture, cell.invader, cell.defender, cap);
        let advance =
            if positions > 1 { advance_shift(&world.war.front, grid.held_share(position + 1), start) } else { 0.0 };
        let backing = world.backing_shift(cell.backing);
        let odds = logistic(logit(odds) + view.odds_shift + advance + backing);
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
    let rows = (0..positions).flat_map(|position| (0..grid.places()).map(move |place| (position, place)));
    FrontRows { rows: rows.map(|(position, place)| row(position, place)).collect(), places: grid.places() }
}

fn stamina_rows(down: f64, up: f64) -> StaminaRows {
    std::array::from_fn(|level| birth_death(level, LEVELS, down, up))
}

fn defender_rows(world: &World, step_months: f64, view: &View) -> [StaminaRows; REGIMES] {
    let stamina = &world.war.stamina.defender;
    let down = (fall_chance(stamina, 0.0) * view.defender_wear).min(MOST_WEAR);
    let war = stamina_rows(hazard_over(down, step_months), hazard_over(stamina.up, step_months));
    [war, stamina_rows(0.0, hazard_over(stamina.rest, step_months))]
}

fn invader_rows(world: &World, step_months: f64, view: &View) -> [Vec<StaminaRows>; REGIMES] {
    let stamina = &world.war.stamina.invader;
    let rows = |regime: Regime, sanctions: f64| {
        if regime.is_truce() {
            return stamina_rows(0.0, hazard_over(stamina.rest, step_months));
        }
        let down = (fall_chance(stamina, sanctions) * view.invader_wear).min(MOST_WEAR);
        stamina_rows(hazard_over(down, step_months), hazard_over(stamina.up, step_months))
    };
    let postures = &world.war.postures;
    Regime::ALL.map(|regime| postures.iter().map(|posture| rows(regime, posture.effects.sanctions)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::builtin;
    use standoff_world::war::World;

    /// Planners expect the next move to be as much harder as the world makes it: the drift of a row is that of the odds with
    /// the shift of its position, and without a gradient all positions share one set of rows.
    #[test]
    fn planners_know_the_gradient() {
        let scenario = builtin::load("two-sided").expect("a built-in scenario");
        let mut war = scenario.war(&scenario.central_values());
        war.front.collapse = 0.0;
        let plain = World::new(war.clone());
        war.front.gradient = 3.0;
        let steep = World::new(war);
        let grid = Grid::new(&plain, plain.war.front_steps);
        let [even, shifted] = [&plain, &steep].map(|world| {
            let view = &world.views()[Role::Invader];
            front_rows(world, &grid, 1.0, view, 0.0)
        });
        let drift = |row: &[f64; 3]| row[2] - row[0];
        let start = plain.war.issue_space().held;
        for position in 0..grid.interior_fronts() {
            assert_eq!(even.at(position), even.at(0));
            for (row, flat) in shifted.at(position).iter().zip(even.at(position)) {
                let moves = flat[0] + flat[2];
                let odds = 0.5 * (drift(flat) / moves + 1.0);
                let shift = 3.0 * (start - grid.held_share(position + 1));
                let expected = moves * (2.0 * logistic(logit(odds) + shift) - 1.0);
                assert!((drift(row) - expected).abs() < 1e-12, "{position}: {row:?} for {expected}");
            }
        }
    }
}
