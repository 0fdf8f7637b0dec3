//! What the benches share.

use standoff_scenario::Scenario;
use standoff_world::war::World;

/// The default scenario.
///
/// # Panics
///
/// Where the built-in scenario does not load, which a test elsewhere rules out.
pub fn scenario() -> Scenario {
    standoff_scenario::builtin::load(standoff_scenario::builtin::DEFAULT).expect("the built-in scenario loads")
}

/// The default scenario's world at its central values.
pub fn world() -> World {
    let scenario = scenario();
    World::new(scenario.war(&scenario.central_values()))
}
