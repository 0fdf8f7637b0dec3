//! Titles of the sources of a scenario.

use standoff_scenario::Scenario;

/// Title of a source of the scenario, its key where it has none.
pub(super) fn source_title(scenario: &Scenario, key: &str) -> String {
    scenario.sources.get(key).map_or(key, |source| &source.title).to_owned()
}
