//! Kernels that are measured, each ready to run, with their inputs and floors. The benches time them, the example `kernel`
//! runs one of them for the counts of instructions, and the example `cost_of_more` measures whole forecasts.

pub mod exponentials;
pub mod futures;
pub mod growth;
pub mod larger_scenario;
pub mod planning_steps;
pub mod processor;
pub mod record;

use standoff_scenario::Scenario;
use standoff_world::war::World;

/// Loads the default scenario.
///
/// # Panics
///
/// If the built-in scenario does not load, which a test of its crate rules out.
pub fn default_scenario() -> Scenario {
    standoff_scenario::builtin::load(standoff_scenario::builtin::DEFAULT).expect("the built-in scenario loads")
}

/// Builds the world of the default scenario at its central values.
pub fn default_world() -> World {
    let scenario = default_scenario();
    World::new(scenario.war(&scenario.central_values()))
}
