//! `standoff stats sobol`.

use super::columns::{ColumnOptions, ResamplingOptions};
use super::design_file::{self, DesignFile};
use super::estimate_or_sample::EstimateOrSample;
use super::input_ranges::parse_range;
use super::input_table;
use crate::program::output::{Failure, print_answer, tell_user};
use clap::value_parser;
use standoff::table::designs::{InputRange, MOST_POINTS, SaltelliDesign, saltelli_design};
use standoff::table::estimates::{InputKinds, SobolRequest, estimate_sobol_indices};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in blocks as SALib writes them: a point A, A with each input in turn from a
point B, and B; for pairs also B with each input in turn from A, before B. `standoff stats sobol
sample` writes such rows.

Example:
  standoff stats sobol runs.csv --inputs x1,x2,x3 --output y";
const SAMPLE_EXAMPLE: &str = "Run the model on every row, keep the order of the rows, and add a column with its output.

Example:
  standoff stats sobol sample --size 256 --bounds x=0..1 y=-5..5 --output design.csv";

/// Arguments of `standoff stats sobol`.
pub type SobolArguments = EstimateOrSample<SobolEstimateArguments, SobolSampleArguments>;

/// Arguments of `standoff stats sobol sample`.
#[derive(Debug, clap::Args)]
#[command(after_help = SAMPLE_EXAMPLE)]
pub struct SobolSampleArguments {
    /// Range of each input
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = parse_range, num_args = 1.., required = true)]
    bounds: Vec<InputRange>,
    /// Blocks of D+2 rows for D inputs; a power of two fills the ranges most evenly
    #[arg(long, value_name = "N", default_value = "256", value_parser = value_parser!(u32).range(1..=i64::from(MOST_POINTS)))]
    size: u32,
    /// Pass over so many points first, to continue a design
    #[arg(long, value_name = "N", default_value = "0", value_parser = value_parser!(u32).range(0..i64::from(MOST_POINTS)))]
    skip: u32,
    /// Add the rows from which pairs of inputs can be told: 2D+2 in a block
    #[arg(long)]
    pairs: bool,
    /// Seed of the scrambling
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,
    #[command(flatten)]
    file: DesignFile,
}

/// Arguments of the estimate.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct SobolEstimateArguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Leave out blocks that are not whole: a row is missing, or a value is missing or not finite
    #[arg(long)]
    drop_incomplete: bool,
    #[command(flatten)]
    resamples: ResamplingOptions,
    /// Read the indices from paired differences, mostly with half the error; needs the rows for pairs
    #[arg(long)]
    paired: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Writes a design, or estimates the Sobol indices and prints them.
pub fn run_sobol(arguments: &SobolArguments) -> Result<(), Failure> {
    match arguments {
        EstimateOrSample::Sample(arguments) => write_design(arguments),
        EstimateOrSample::Estimate(arguments) => print_sobol_indices(arguments),
    }
}

fn write_design(arguments: &SobolSampleArguments) -> Result<(), Failure> {
    let SobolSampleArguments { size, skip, seed, pairs, .. } = *arguments;
    let design = SaltelliDesign { size, skip, seed, pairs };
    let columns = saltelli_design(&arguments.bounds, &design).map_err(|error| design_file::refuse_design(&error))?;
    if !size.is_power_of_two() {
        let next = size.next_power_of_two();
        tell_user(&format!("note: {size} is no power of two; the ranges are filled more evenly with {next}"));
    }
    arguments.file.write(&columns)
}

fn print_sobol_indices(arguments: &SobolEstimateArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let request = SobolRequest {
        inputs: arguments.columns.input_names(&table, InputKinds::Numbers)?,
        output: arguments.columns.output.clone(),
        paired: arguments.paired,
        drop_incomplete: arguments.drop_incomplete,
        resampling: arguments.resamples.to_resampling(),
    };
    let found = estimate_sobol_indices(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_sobol)
}
