//! `standoff stats sobol`.

use super::columns::{ColumnOptions, ResamplingOptions};
use super::input_table;
use crate::output::{Failure, print_answer};
use standoff::table::estimates::{SobolRequest, estimate_sobol_indices};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in blocks as SALib writes them: a point A, A with each input in turn from a
point B, and B; for pairs also B with each input in turn from A, before B.

Example:
  standoff stats sobol runs.csv --inputs x1,x2,x3 --output y";

/// Arguments of `standoff stats sobol`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct SobolArguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    #[command(flatten)]
    resamples: ResamplingOptions,
    /// Read the indices from paired differences, mostly with half the error; needs the rows for pairs
    #[arg(long)]
    paired: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates the Sobol indices and prints them.
pub fn print_sobol_indices(arguments: &SobolArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let request = SobolRequest {
        inputs: arguments.columns.input_names(&table)?,
        output: arguments.columns.output.clone(),
        paired: arguments.paired,
        resampling: arguments.resamples.to_resampling(),
    };
    let found = estimate_sobol_indices(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_sobol)
}
