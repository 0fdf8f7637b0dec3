//! Estimates from anyone's table, with documented and versioned keys: `standoff stats ... --json` prints exactly these.
//!
//! Each takes a [`Table`] and the names of its columns, checks what it needs of them, and hands the numbers to
//! `standoff-stats`. What the table lacks is a diagnostic that names the place.

pub mod comparison;
pub mod incidence;
mod inputs;
pub mod morris;
pub mod prim;
mod resampled;
pub mod sobol;
pub mod survival;

use crate::table::{Labels, Table};
use serde::{Deserialize, Serialize};
use standoff_scenario::{Diagnostic, Diagnostics};
use standoff_stats::StatsError;

pub use comparison::{CoxFit, LogRankTest, LogRankWeight};
pub use incidence::{Incidence, IncidenceRequest, incidence};
pub use inputs::inputs;
pub use morris::{Morris, MorrisRequest, morris};
pub use prim::{Interest, Prim, PrimRequest, prim};
pub use resampled::{Resampled, Resampling};
pub use sobol::{Sobol, SobolRequest, sobol};
pub use survival::{Survival, SurvivalRequest, survival};

/// Version of the keys below; a change that removes or renames a key raises it.
pub const FORMAT: u32 = 1;

/// What an estimate was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Version of the keys.
    pub format: u32,
    /// Which estimate: `survival`, `incidence`, `sobol`, `morris` or `prim`.
    pub estimate: String,
    /// The table.
    pub table: String,
    /// Rows of it.
    pub rows: usize,
}

impl Origin {
    fn new(estimate: &str, table: &Table) -> Self {
        Self { format: FORMAT, estimate: estimate.to_owned(), table: table.name().to_owned(), rows: table.rows() }
    }
}

/// What an estimator refused, where the table itself is sound.
fn refused(table: &Table, error: &StatsError) -> Diagnostics {
    let diagnostic = Diagnostic::error("no-estimate", format!("the estimate cannot be made: {error}"));
    table.refuse(diagnostic.allowed("columns that fix it").hint("look at the columns named"))
}

/// A column of times: none before the start.
fn times(table: &Table, name: &str) -> Result<Vec<f64>, Diagnostics> {
    let times = table.numbers(name)?;
    let Some(row) = times.iter().position(|&time| time < 0.0) else { return Ok(times) };
    let message = format!("`{}` in column `{name}` lies before the start", times[row]);
    let diagnostic = Diagnostic::error("negative-time", message)
        .allowed("times from 0 on, counted from the start")
        .hint("subtract the start from every time");
    Err(table.refuse_at(row, name, diagnostic))
}

/// The values of some rows.
fn pick<T: Clone>(values: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().map(|&row| values[row].clone()).collect()
}

/// A group's name, if there are groups, and its rows.
type Group = (Option<String>, Vec<usize>);

/// The labels of a column of groups, if one is named.
fn labels(table: &Table, column: Option<&str>) -> Result<Option<Labels>, Diagnostics> {
    column.map(|column| table.labels(column)).transpose()
}

/// The rows of each group under its name, or all rows.
fn groups(table: &Table, labels: Option<&Labels>) -> Vec<Group> {
    match labels {
        None => vec![(None, (0..table.rows()).collect())],
        Some(labels) => labels.names.iter().cloned().map(Some).zip(labels.rows()).collect(),
    }
}
