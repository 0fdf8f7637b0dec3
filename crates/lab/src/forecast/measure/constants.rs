//! Constants of the method, told apart from what drives the answer.

use standoff_scenario::Scenario;
use standoff_world::quantity::Figures;
use standoff_world::war::Numerics;
use std::collections::BTreeMap;

/// Section of a scenario that holds the constants of the method.
const SECTION: &str = "numerics";

/// True if a parameter is a constant of the method. A scenario may give it a range to test the method; the answer may then
/// move with it, but nothing in the world that anyone could learn or change stands behind it.
pub(super) fn is_method_constant(path: &str) -> bool {
    path.split('.').next() == Some(SECTION)
}

/// Constants of the method by name, at their central values.
pub(super) fn method_constants(scenario: &Scenario) -> BTreeMap<String, f64> {
    let central = scenario.central_values();
    let figure = |name: &str| (name.to_owned(), central.figure(&format!("{SECTION}.{name}")));
    let figures = Numerics::DEFINITIONS.iter().map(|definition| figure(definition.name));
    figures.chain([("menu".to_owned(), scenario.menu_size() as f64)]).collect()
}
