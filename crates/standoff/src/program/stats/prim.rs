//! `standoff stats prim`.

use super::columns::ColumnOptions;
use super::{input_table, value_parsers};
use crate::program::output::{Failure, print_answer};
use clap::value_parser;
use standoff::table::estimates::prim::{BoxChoice, PrimSettings};
use standoff::table::estimates::{InputKinds, Interest, PrimRequest, search_boxes};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "A box is reported only if rows shuffled at random seldom do as well, and only with limits that
are no chance; that there is none is an answer too.

Example:
  standoff stats prim runs.csv --inputs aid,front,polls --output cost --above 100 --density 0.7";

/// Arguments of `standoff stats prim`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct PrimArguments {
    /// A table, CSV or Parquet, or the folder of a bundle
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Rows of interest: those with an output above this [default: those whose output is 1 or true]
    #[arg(long, value_name = "X", value_parser = value_parsers::parse_number, conflicts_with = "below", allow_hyphen_values = true)]
    above: Option<f64>,
    /// Rows of interest: those with an output below this
    #[arg(long, value_name = "X", value_parser = value_parsers::parse_number, allow_hyphen_values = true)]
    below: Option<f64>,
    /// Share of a box's rows that one peel takes
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = value_parsers::parse_share_below_half)]
    peel: f64,
    /// Share of the rows just outside that one paste wins back
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = value_parsers::parse_share_below_half)]
    paste: f64,
    /// Least share of all rows in a box
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = value_parsers::parse_share)]
    mass: f64,
    /// Take the largest box at least so dense
    #[arg(long, value_name = "SHARE", default_value = "0.8", value_parser = value_parsers::parse_whole_share, conflicts_with = "strongest")]
    density: f64,
    /// Take the box that is furthest from chance, however dense
    #[arg(long)]
    strongest: bool,
    /// Most boxes, each searched among the rows that the ones before have left
    #[arg(long, value_name = "N", default_value = "4", value_parser = value_parser!(u16).range(1..=50))]
    boxes: u16,
    /// Seed of the shuffles
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Searches for boxes and prints them.
pub fn print_boxes(arguments: &PrimArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let request = PrimRequest {
        inputs: arguments.columns.input_names(&table, InputKinds::NumbersAndWords)?,
        output: arguments.columns.output.clone(),
        interest: rows_of_interest(arguments),
        settings: prim_settings(arguments),
        seed: arguments.seed,
    };
    let found = search_boxes(&table, &request).map_err(|found| Failure::input(&found))?;
    print_answer(arguments.json, &found, stats::render_prim)
}

fn rows_of_interest(arguments: &PrimArguments) -> Interest {
    match (arguments.above, arguments.below) {
        (Some(above), _) => Interest::Above(above),
        (None, Some(below)) => Interest::Below(below),
        (None, None) => Interest::Marked,
    }
}

fn prim_settings(arguments: &PrimArguments) -> PrimSettings {
    PrimSettings {
        peel: arguments.peel,
        paste: arguments.paste,
        least_mass: arguments.mass,
        choice: if arguments.strongest { BoxChoice::Strongest } else { BoxChoice::Density(arguments.density) },
        most_boxes: arguments.boxes,
        ..PrimSettings::default()
    }
}
