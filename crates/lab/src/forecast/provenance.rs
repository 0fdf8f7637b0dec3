//! Where an answer comes from: the first keys of every result.

use crate::ensemble::posterior::Posterior;
use crate::ensemble::record_summary::RecordSummary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_scenario::Scenario;
use standoff_world::actors::roles::Role;
use standoff_world::war::War;
use std::collections::BTreeMap;

/// Where an answer comes from. It is flattened into the results, so that its keys are the first of theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of the keys of the result.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioName,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// The record that the answer starts from; absent where none was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordSummary>,
}

impl Provenance {
    /// The provenance of a result with keys of version `format`; `war` is the scenario's war at its central values.
    pub fn new(format: u32, scenario: &Scenario, war: &War, seed: u64) -> Self {
        Self {
            format,
            scenario: scenario_name(scenario, war),
            seed,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            record: None,
        }
    }

    /// The same with the record that a posterior rests on; unchanged where there is no posterior.
    #[must_use]
    pub fn on_record(self, posterior: Option<&Posterior>) -> Self {
        Self { record: posterior.map(|posterior| posterior.record.clone()), ..self }
    }
}

/// Name and digest of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// Name and digest of a scenario, with the roles that take part in its war.
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

fn role_names(war: &War) -> BTreeMap<String, String> {
    Role::ALL
        .into_iter()
        .filter_map(|role| war.roles[role].clone().map(|name| (role.name().to_owned(), name)))
        .collect()
}
