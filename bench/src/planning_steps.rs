//! Planning steps of the default scenario on a grid of one's choice.

use standoff_engine::equilibrium::Equilibrium;
use standoff_engine::planning::Planning;
use standoff_num::Draws;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// Steps of the front in the plan that ensembles use.
///
/// # Panics
///
/// If that plan has no stage, which no plan lacks.
pub fn coarse_front_steps(world: &World) -> usize {
    Planning::coarse(world).stages[0].front_steps
}

/// Steps of the front in the plan of `--full`.
///
/// # Panics
///
/// If that plan has no stage, which no plan lacks.
pub fn full_front_steps(world: &World) -> usize {
    Planning::full(world, 12.0 / 52.0).stages[0].front_steps
}

/// Solves the game by a number of plain planning steps of a month. Only the last stores its policy, so the difference
/// between two numbers of steps is that of planning steps and nothing else.
pub fn solve_plainly(world: &World, front_steps: usize, steps: usize) -> Equilibrium {
    let planning = Planning::plain(front_steps, 1.0, steps);
    Equilibrium::solve(world, &Mechanisms::default(), &planning, Draws::new(1, 0, 0))
}
