//! Name and digest of the scenario behind a result.

use serde::{Deserialize, Serialize};
use standoff_scenario::Scenario;
use standoff_world::actors::roles::Role;
use standoff_world::war::War;
use std::collections::BTreeMap;

/// Name and digest of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioName {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Start date.
    pub start: String,
    /// SHA-256 of the resolved content.
    pub digest: String,
    /// Names of the roles that take part, by role.
    pub roles: BTreeMap<String, String>,
    /// Currency.
    pub currency: String,
}

/// Name and digest of a scenario.
pub fn scenario_name(scenario: &Scenario, war: &War) -> ScenarioName {
    ScenarioName {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        start: scenario.start.to_string(),
        digest: scenario.digest(),
        roles: role_names(war),
        currency: scenario.currency.clone(),
    }
}

fn role_names(war: &War) -> std::collections::BTreeMap<String, String> {
    Role::ALL
        .into_iter()
        .filter_map(|role| war.roles[role].clone().map(|name| (role.name().to_owned(), name)))
        .collect()
}
