//! The listed checks and what a run of one reports.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// The listed checks: inputs, expected outputs, tolerances and sources.
const LISTED: &str = include_str!("checks.json");

/// A classic model with inputs and the outputs expected for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// Its number, such as `V06`.
    pub id: String,
    /// Its subject.
    pub title: String,
    /// The setting of the full model that contains it.
    pub nests_to: String,
    /// Inputs and their listed values.
    pub inputs: Map<String, Value>,
    /// Outputs expected for the listed inputs.
    pub expected: Map<String, Value>,
    /// Largest distance of an output from what is expected; for figures above one, in proportion.
    pub abs_tol: f64,
    /// The closed form.
    pub formula: String,
    /// The publication it comes from.
    pub source: String,
}

/// A check that was run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckReport {
    /// Number of the check.
    pub id: String,
    /// Inputs it was run with.
    pub inputs: Map<String, Value>,
    /// Outputs computed by the code of the forecast.
    pub computed: Value,
    /// Outputs expected: listed for the listed inputs, by the textbook for others, `null` if the textbook has none.
    pub expected: Value,
    /// True if the two agree within the tolerance; `null` if there is nothing to compare with.
    pub ok: Option<bool>,
}

/// All checks, in the order of their numbers.
pub fn checks() -> &'static [Check] {
    static CHECKS: OnceLock<Vec<Check>> = OnceLock::new();
    CHECKS.get_or_init(|| serde_json::from_str(LISTED).unwrap_or_default())
}
