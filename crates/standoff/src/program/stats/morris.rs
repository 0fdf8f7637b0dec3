//! `standoff stats morris`.

use super::columns::{ColumnOptions, ResamplingOptions};
use super::design_file::{self, DesignFile};
use super::estimate_or_sample::EstimateOrSample;
use super::input_ranges::parse_range;
use super::input_table;
use crate::program::output::{Failure, print_answer};
use clap::value_parser;
use standoff::scenario::Diagnostic;
use standoff::table::designs::{InputRange, MorrisDesign, morris_design};
use standoff::table::estimates::{InputKinds, MorrisRequest, estimate_elementary_effects};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in trajectories: from row to row one input changes, and each input once.
`standoff stats morris sample` writes such rows.

Example:
  standoff stats morris runs.csv --inputs x,y --output z --bounds x=0..1 --bounds y=-5..5";
const SAMPLE_EXAMPLE: &str = "Run the model on every row, keep the order of the rows, and add a column with its output.

Example:
  standoff stats morris sample --size 20 --bounds x=0..1 y=-5..5 --output design.csv";
/// Most trajectories of a design.
const MOST_TRAJECTORIES: i64 = 1_000_000;

/// Arguments of `standoff stats morris`.
pub type MorrisArguments = EstimateOrSample<MorrisEstimateArguments, MorrisSampleArguments>;

/// Arguments of `standoff stats morris sample`.
#[derive(Debug, clap::Args)]
#[command(after_help = SAMPLE_EXAMPLE)]
pub struct MorrisSampleArguments {
    /// Range of each input
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = parse_range, num_args = 1.., required = true)]
    bounds: Vec<InputRange>,
    /// Trajectories, of one row more than there are inputs
    #[arg(long, value_name = "N", default_value = "20", value_parser = value_parser!(u32).range(1..=MOST_TRAJECTORIES))]
    size: u32,
    /// Levels of the grid, an even number
    #[arg(long, value_name = "N", default_value = "4", value_parser = value_parser!(u32).range(2..=10_000))]
    levels: u32,
    /// Seed of the trajectories
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,
    #[command(flatten)]
    file: DesignFile,
}

/// Arguments of the estimate.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct MorrisEstimateArguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Range of each input; effects are then per whole range instead of per unit
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = parse_range, num_args = 1..)]
    bounds: Vec<InputRange>,
    /// Leave out trajectories that are not whole: a row is missing, or a value is missing or not finite
    #[arg(long)]
    drop_incomplete: bool,
    #[command(flatten)]
    resamples: ResamplingOptions,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Writes a design, or estimates the elementary effects and prints them.
pub fn run_morris(arguments: &MorrisArguments) -> Result<(), Failure> {
    match arguments {
        EstimateOrSample::Sample(arguments) => write_design(arguments),
        EstimateOrSample::Estimate(arguments) => print_elementary_effects(arguments),
    }
}

fn write_design(arguments: &MorrisSampleArguments) -> Result<(), Failure> {
    let design = MorrisDesign { size: arguments.size, levels: arguments.levels, seed: arguments.seed };
    let columns = morris_design(&arguments.bounds, &design).map_err(|error| design_file::refuse_design(&error))?;
    arguments.file.write(&columns)
}

fn print_elementary_effects(arguments: &MorrisEstimateArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let inputs = arguments.columns.input_names(&table, InputKinds::Numbers)?;
    let request = MorrisRequest {
        bounds: input_ranges(&inputs, &arguments.bounds)?,
        inputs,
        output: arguments.columns.output.clone(),
        drop_incomplete: arguments.drop_incomplete,
        resampling: arguments.resamples.to_resampling(),
    };
    let found = estimate_elementary_effects(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_morris)
}

/// Ranges of all inputs in their order, or none if none is given.
fn input_ranges(inputs: &[String], given: &[InputRange]) -> Result<Option<Vec<(f64, f64)>>, Failure> {
    if given.is_empty() {
        return Ok(None);
    }
    if let Some(bound) = given.iter().find(|bound| !inputs.contains(&bound.name)) {
        let diagnostic = Diagnostic::error("unknown-input", "this is not the name of an input");
        let names = inputs.iter().map(String::as_str);
        let diagnostic = diagnostic.allowed(inputs.join(", ")).nearest(&bound.name, names);
        return Err(Failure::argument("--bounds", &bound.name, diagnostic));
    }
    let of = |input: &String| given.iter().find(|bound| bound.name == *input).map(|bound| (bound.low, bound.high));
    match inputs.iter().find(|input| of(input).is_none()) {
        None => Ok(Some(inputs.iter().filter_map(of).collect())),
        Some(input) => {
            let diagnostic = Diagnostic::error("missing-bounds", format!("there is no range for the input `{input}`"));
            let diagnostic = diagnostic.allowed("a range for every input, or for none");
            Err(Failure::argument(
                "--bounds",
                &given[0].name,
                diagnostic.hint(format!("add --bounds {input}=LOW..HIGH")),
            ))
        }
    }
}
