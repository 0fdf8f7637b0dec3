//! Arguments that several estimators share: the columns of inputs and output, and the resampling behind intervals.

use super::value_parsers;
use crate::output::{Failure, tell_user};
use clap::value_parser;
use standoff::table::estimates::{Resampling, choose_inputs};
use standoff::table::table::Table;

/// Largest number of resamples of one command.
const MOST_RESAMPLES: i64 = 1_000_000;
/// Largest number of names in the note on inputs that were chosen by default.
const TOLD: usize = 12;

/// Columns of the inputs and the output.
#[derive(Debug, clap::Args)]
pub struct ColumnOptions {
    /// Columns of inputs [default: all columns of numbers but the output; in a bundle its parameters]
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    inputs: Vec<String>,
    /// Column of the output
    #[arg(long, value_name = "COLUMN")]
    pub output: String,
}

impl ColumnOptions {
    /// Names of the inputs. A note on stderr names those that were taken by default.
    pub fn input_names(&self, table: &Table) -> Result<Vec<String>, Failure> {
        let found = choose_inputs(table, &self.inputs, &self.output).map_err(|found| Failure::input(&found))?;
        if self.inputs.is_empty() {
            tell_user(&format!("note: inputs are {}", abbreviate_names(&found)));
        }
        Ok(found)
    }
}

fn abbreviate_names(names: &[String]) -> String {
    let told: Vec<String> = names.iter().take(TOLD).map(|name| name.escape_debug().to_string()).collect();
    let more = names.len().saturating_sub(TOLD);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", told.join(", "))
}

/// Resampling behind intervals.
#[derive(Debug, clap::Args)]
pub struct ResamplingOptions {
    /// Resamples behind each interval
    #[arg(long, value_name = "N", default_value = "1000", value_parser = value_parser!(u32).range(2..=MOST_RESAMPLES))]
    resamples: u32,
    /// Seed of the resamples
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,
    /// Chance inside an interval
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = value_parsers::parse_share)]
    level: f64,
}

impl ResamplingOptions {
    /// The same for the estimators.
    pub fn to_resampling(&self) -> Resampling {
        Resampling { seed: self.seed, resamples: self.resamples, level: self.level }
    }
}
