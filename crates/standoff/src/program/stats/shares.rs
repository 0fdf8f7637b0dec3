//! `standoff stats shares`.

use super::columns::{ColumnOptions, ResamplingOptions};
use super::input_table;
use crate::program::output::{Failure, print_answer};
use clap::value_parser;
use standoff::table::estimates::{InputKinds, SharesRequest, estimate_shares};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows need no design, but each must have been drawn independently of the others.

Example:
  standoff stats shares runs.csv --inputs x1,x2,x3 --output y";

/// Arguments of `standoff stats shares`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct SharesArguments {
    /// A table, CSV or Parquet, or the folder of a bundle
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Classes into which each input is cut [default: 3/2 n^(2/5) for n rows]
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(2..=100_000))]
    classes: Option<u32>,
    #[command(flatten)]
    resamples: ResamplingOptions,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates the shares and prints them.
pub fn print_shares(arguments: &SharesArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let request = SharesRequest {
        inputs: arguments.columns.input_names(&table, InputKinds::Numbers)?,
        output: arguments.columns.output.clone(),
        classes: arguments.classes.map(|classes| classes as usize),
        resampling: arguments.resamples.to_resampling(),
    };
    let found = estimate_shares(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_shares)
}
