//! The games that are played once the tide has turned (decision 51).

use super::solved_game::Equilibrium;
use crate::induction::problem::Problem;
use crate::payoff::hope::BOTH;
use crate::planning::PlanningStage;
use crate::state_space::{Grid, SIDES};
use crate::transition::coverage_chain::CoverageChain;
use standoff_world::switches::Mechanisms;
use standoff_world::war::World;
use std::sync::Arc;

/// The games after the tide has turned to the invader and to the defender; none where it never turns. The public still compares
/// with the war in which it was asked, before any turn.
pub(super) fn solve_turned(
    world: &World,
    mechanisms: &Mechanisms,
    stage: &PlanningStage,
    (chain, survey_outlook): (&CoverageChain, f64),
) -> Option<Arc<[Equilibrium; SIDES]>> {
    let solve = |side| {
        let mut world = world.clone().with_tide(side);
        world.survey_outlook = Some(survey_outlook);
        let problem = Problem::new(&world, mechanisms, Grid::new(&world, stage.front_steps), chain.clone());
        let start = problem.terminal_values();
        Equilibrium::induce(problem, &world, start, *stage)
    };
    (world.war.tide.hazard > 0.0).then(|| Arc::new(BOTH.map(solve)))
}
