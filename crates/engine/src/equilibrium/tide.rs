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
    let kernel = |world: &World| Kernel::new(world, &grid, chain, 1.0, mechanisms.waiting);
    let fight = |world: &World, hopes: Option<&FightHopes>| FightValues::new(world, &grid, &kernel(world), hopes);
    let turned = BOTH.map(|side| world.clone().with_tide(side));
    let before = fight(world, None);
    let after = [0, 1].map(|side: usize| fight(&turned[side], None));
    let gains = |of: [&FightValues; SIDES]| expected.then(|| FightHopes { gains: true, after: of.map(Clone::clone) });
    let (to_invader, to_defender) = (after[0].minus(&before), after[1].minus(&before));
    // What the public was asked in is the war before any turn.
    let asked = fight(world, gains([&to_invader, &to_defender]).as_ref());
    let outlook = world.survey_outlook.unwrap_or_else(|| defender_outlook(&grid, &asked, &world.start_position()));
    // Back to the middle, or as far again.
    let further = [[to_invader.clone(), before.minus(&after[0])], [before.minus(&after[1]), to_defender]];
    let mut turned = turned.into_iter().zip(further);
    let games = [(); SIDES].map(|()| {
        let (mut world, gains) = turned.next().expect("there are as many as sides");
        world.survey_outlook = Some(outlook);
        let hopes = expected.then_some(FightHopes { gains: true, after: gains });
        let hopes_of_talks = hopes.as_ref().map(|hopes| Hopes::of_fighting(hopes, &grid, grid.layout()));
        let problem = Problem::new(&world, mechanisms, grid.clone(), chain.clone(), hopes);
        let start = problem.terminal_values();
        Equilibrium::induce(problem, &world, start, *stage, hopes_of_talks.as_ref())
    });
    Some(Arc::new(games))
}

/// What actors expect from a turn of the tide, on a grid: what the games after a turn are worth.
pub(super) fn hopes_of(turned: &[Equilibrium; SIDES], grid: &Grid) -> Hopes {
    let after = |game: &Equilibrium| refine_values(&game.problem.grid, grid, &game.values);
    Hopes { gains: false, after: turned.each_ref().map(after) }
}

/// The same of fighting to the finish.
pub(super) fn fight_hopes_of(turned: &[Equilibrium; SIDES], grid: &Grid) -> FightHopes {
    let after = |game: &Equilibrium| game.problem.fight.refined(&game.problem.grid, grid);
    FightHopes { gains: false, after: turned.each_ref().map(after) }
}
