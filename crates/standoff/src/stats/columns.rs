//! Arguments that say which columns are inputs and which is the output, and how intervals are found.

use super::words;
use crate::output::{Failure, say};
use clap::value_parser;
use standoff::table::estimates::{Resampling, choose_inputs};
use standoff::table::table::Table;

/// Most resamples of one command.
const MOST_RESAMPLES: i64 = 1_000_000;
/// Most names told of inputs that were chosen by default.
const TOLD: usize = 12;

/// Inputs and output.
#[derive(Debug, clap::Args)]
pub struct Columns {
    /// Columns of inputs [default: all columns of numbers but the output; in a bundle its parameters]
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    inputs: Vec<String>,
    /// Column of the output
    #[arg(long, value_name = "COLUMN")]
    pub output: String,
}

impl Columns {
    /// The names of the inputs; what was taken by default is told.
    pub fn inputs(&self, table: &Table) -> Result<Vec<String>, Failure> {
        let found = choose_inputs(table, &self.inputs, &self.output).map_err(|found| Failure::input(&found))?;
        if self.inputs.is_empty() {
            say(&format!("note: inputs are {}", list(&found)));
        }
        Ok(found)
    }
}

fn list(names: &[String]) -> String {
    let told: Vec<String> = names.iter().take(TOLD).map(|name| name.escape_debug().to_string()).collect();
    let more = names.len().saturating_sub(TOLD);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", told.join(", "))
}

/// How intervals are found.
#[derive(Debug, clap::Args)]
pub struct Resamples {
    /// Resamples behind each interval
    #[arg(long, value_name = "N", default_value = "1000", value_parser = value_parser!(u32).range(2..=MOST_RESAMPLES))]
    resamples: u32,
    /// Seed of the resamples
    #[arg(long, value_name = "S", default_value = "1")]
    seed: u64,
    /// Chance inside an interval
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = words::share)]
    level: f64,
}

impl Resamples {
    /// For the laboratory.
    pub fn resampling(&self) -> Resampling {
        Resampling { seed: self.seed, resamples: self.resamples, level: self.level }
    }
}
