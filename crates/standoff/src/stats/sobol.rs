//! `standoff stats sobol`.

use super::columns::{Columns, Resamples};
use super::read;
use crate::output::{Failure, print, print_json, style};
use standoff::table::estimates::{SobolRequest, estimate_sobol_indices};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in blocks as SALib writes them: a point A, A with each input in turn from a
point B, and B; for pairs also B with each input in turn from A, before B.

Example:
  standoff stats sobol runs.csv --inputs x1,x2,x3 --output y";

/// What `standoff stats sobol` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    resamples: Resamples,
    /// Read the indices from paired differences, mostly with half the error; needs the rows for pairs
    #[arg(long)]
    paired: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates and prints.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let table = read::table(&arguments.table)?;
    let request = SobolRequest {
        inputs: arguments.columns.inputs(&table)?,
        output: arguments.columns.output.clone(),
        paired: arguments.paired,
        resampling: arguments.resamples.resampling(),
    };
    let found = estimate_sobol_indices(&table, &request).map_err(|found| Failure::input(&found))?;
    if arguments.json { print_json(&found) } else { print(&stats::render_sobol(&found, style())) }
}
