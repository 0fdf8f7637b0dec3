//! `standoff stats shapley`.

use super::columns::NameList;
use super::input_table;
use crate::program::output::{Failure, print_answer};
use standoff::table::estimates::{ShapleyRequest, estimate_shapley_shares};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The table has one row or more for each combination of causes that are there (1) or not (0).

Example:
  standoff stats shapley switched.csv --causes talks,arms,money --output delay";

/// Arguments of `standoff stats shapley`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct ShapleyArguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    /// Columns of causes, at most 16; a name with a comma in quotation marks, as in CSV
    #[arg(long, value_name = "COLUMN,...", value_parser = NameList::parse, required = true)]
    causes: Vec<NameList>,
    /// Column of the value
    #[arg(long, value_name = "COLUMN")]
    output: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Estimates the shares and prints them.
pub fn print_shapley_shares(arguments: &ShapleyArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let causes = arguments.causes.iter().flat_map(|list| list.0.iter().cloned()).collect();
    let request = ShapleyRequest { causes, output: arguments.output.clone() };
    let found = estimate_shapley_shares(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_shapley)
}
