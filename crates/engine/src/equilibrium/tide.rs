//! The games that are played once the tide has turned, and what actors expect from its turning (decision 51a).

use super::solved_game::Equilibrium;
use crate::induction::hopes::Hopes;
use crate::induction::problem::{Problem, defender_outlook};
use crate::induction::values::refine_values;
use crate::payoff::fight_hopes::FightHopes;
use crate::payoff::fight_to_finish::FightValues;
use crate::planning::PlanningStage;
use crate::state_space::{Grid, SIDES};
use crate::transition::coverage_chain::CoverageChain;
use crate::transition::kernel::Kernel;
use standoff_world::actors::roles::Side;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;
use std::sync::Arc;

/// The sides that the tide can turn to, in the order of all arrays by side.
const BOTH: [Side; SIDES] = [Side::Invader, Side::Defender];

/// The games after the tide has turned to the invader and to the defender; none where it never turns and nobody expects it.
///
/// Planners need them once for what a turn is worth and once for what they do after it, so they are sketches: with the
/// tolerance of a sketch no value of the game before a turn moves by more than .0025 (decision 51a).
pub(super) fn solve_turned(
    world: &World,
    mechanisms: &Mechanisms,
    stage: &PlanningStage,
    chain: &CoverageChain,
) -> Option<Arc<[Equilibrium; SIDES]>> {
    let expected = world.war.beliefs.expect_turns();
    if !expected && world.war.tide.hazard == 0.0 {
        return None;
    }
    let grid = Grid::new(world, stage.front_steps);
    let fight = |world: &World, hopes: Option<&FightHopes>| {
        let month = Kernel::new(world, &grid, chain, 1.0, mechanisms.waiting);
        FightValues::new(world, &grid, &month, hopes)
    };
    let turned = BOTH.map(|side| world.clone().with_tide(side));
    let hopes: Option<[FightHopes; SIDES]> = expected.then(|| {
        let here = fight(world, None);
        // Once more to the invader, or back; back, or once more to the defender.
        let [invader, defender] = [0, 1].map(|side| fight(&turned[side].clone().with_tide(BOTH[side]), None));
        [[invader, here.clone()], [here, defender]]
    });
    // What the public was asked in is the war before any turn.
    let next = hopes.is_some().then(|| turned.each_ref().map(|world| fight(world, None)));
    let asked = || defender_outlook(&grid, &fight(world, next.as_ref()), &world.start_position());
    let outlook = world.survey_outlook.unwrap_or_else(asked);
    let solve = |(side, mut world): (usize, World)| {
        world.survey_outlook = Some(outlook);
        let fight_hopes = hopes.as_ref().map(|hopes| hopes[side].clone());
        let problem = Problem::new(&world, mechanisms, grid.clone(), chain.clone(), fight_hopes);
        let hopes = problem.hopes_of_fighting();
        let start = problem.terminal_values();
        Equilibrium::induce(problem, &world, start, *stage, hopes.as_ref())
    };
    let [invader, defender] = turned;
    Some(Arc::new([(0, invader), (1, defender)].map(solve)))
}

/// What actors expect from a turn of the tide, on a grid: what the games after a turn are worth.
pub(super) fn hopes_of(turned: &[Equilibrium; SIDES], grid: &Grid) -> Hopes {
    let after = |game: &Equilibrium| refine_values(&game.problem.grid, grid, &game.values);
    Hopes { gains: false, after: turned.each_ref().map(after) }
}

/// The same of fighting to the finish.
pub(super) fn fight_hopes_of(turned: &[Equilibrium; SIDES], grid: &Grid) -> FightHopes {
    turned.each_ref().map(|game| game.problem.fight.refined(&game.problem.grid, grid))
}
