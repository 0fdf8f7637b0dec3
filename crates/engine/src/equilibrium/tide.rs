//! The problems of planners once the tide has turned (decision 51).

use crate::induction::problem::{Problem, defender_outlook};
use crate::payoff::fight_to_finish::FightValues;
use crate::payoff::hope::{BOTH, fight_hopes};
use crate::state_space::{Grid, SIDES};
use crate::transition::coverage_chain::CoverageChain;
use crate::transition::kernel::Kernel;
use standoff_world::actors::roles::Side;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;

/// The worlds after the tide has turned to the invader and to the defender, and their problems on a grid; none where it never
/// turns.
pub(super) fn turned_problems(
    world: &World,
    mechanisms: &Mechanisms,
    grid: &Grid,
    chain: &CoverageChain,
) -> Option<[(World, Problem); SIDES]> {
    if world.war.tide.hazard == 0.0 {
        return None;
    }
    let asked = outlook_when_asked(world, mechanisms, grid, chain);
    let pose = |side: Side| {
        let mut world = world.clone().with_tide(side);
        world.survey_outlook = Some(asked);
        let problem = Problem::new(&world, mechanisms, grid.clone(), chain.clone());
        (world, problem)
    };
    Some(BOTH.map(pose))
}

/// The defender's value of fighting to the finish when its public was asked, which was before any turn, on the grid of the
/// games after one: values on grids of different fineness are not compared.
fn outlook_when_asked(world: &World, mechanisms: &Mechanisms, grid: &Grid, chain: &CoverageChain) -> f64 {
    let hopes = fight_hopes(world, grid, chain, mechanisms.waiting);
    let month = Kernel::new(world, grid, chain, 1.0, mechanisms.waiting);
    let fight = FightValues::new(world, grid, &month, hopes.as_ref());
    world.survey_outlook.unwrap_or_else(|| defender_outlook(grid, &fight, &world.start_position()))
}
