//! The header of every estimate: version of the keys, table and rows.

use crate::table::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the keys below; a change that removes or renames a key raises it.
pub const FORMAT: u32 = 1;

/// The header of every estimate: version of the keys, table and rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Version of the keys.
    pub format: u32,
    /// Name of the estimate: `survival`, `incidence`, `sobol`, `morris`, `shares`, `shapley` or `prim`.
    pub estimate: String,
    /// The table.
    pub table: String,
    /// Rows of it.
    pub rows: usize,
    /// Its columns of time spans, which are read in days.
    #[serde(default)]
    pub time_spans: Vec<String>,
}

impl Origin {
    pub(super) fn new(estimate: &str, table: &Table) -> Self {
        Self {
            format: FORMAT,
            estimate: estimate.to_owned(),
            table: table.name().to_owned(),
            rows: table.rows(),
            time_spans: table.time_spans().to_vec(),
        }
    }
}
