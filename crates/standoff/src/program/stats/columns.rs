//! Arguments that several estimators share: the columns of inputs and output, and the resampling behind intervals.

use super::value_parsers;
use crate::program::output::{Failure, tell_user};
use clap::value_parser;
use standoff::table::estimates::{ChosenInputs, InputKinds, Resampling, choose_inputs};
use standoff::table::name_lists::parse_names;
use standoff::table::table::{Table, escape_for_message};

/// Largest number of resamples of one command.
const MOST_RESAMPLES: i64 = 1_000_000;
/// Largest number of names in the note on inputs that were chosen by default.
const TOLD: usize = 12;

/// Columns of the inputs and the output.
#[derive(Debug, clap::Args)]
pub struct ColumnOptions {
    /// Columns of inputs; a name with a comma in quotation marks, as in CSV [default: all columns that can be inputs but
    /// the output; in a bundle its parameters]
    #[arg(long, value_name = "COLUMN,...", value_parser = NameList::parse)]
    inputs: Vec<NameList>,
    /// Column of the output
    #[arg(long, value_name = "COLUMN")]
    pub output: String,
}

impl ColumnOptions {
    /// Names of the inputs. Notes on stderr name those that were taken by default, and the columns that were not.
    pub fn input_names(&self, table: &Table, kinds: InputKinds) -> Result<Vec<String>, Failure> {
        let asked: Vec<String> = self.inputs.iter().flat_map(|list| list.0.iter().cloned()).collect();
        let found = choose_inputs(table, &asked, &self.output, kinds).map_err(|found| Failure::input(&found))?;
        if asked.is_empty() {
            tell_choice(&found);
        }
        Ok(found.names)
    }
}

/// Names in one word, as in a line of CSV.
#[derive(Debug, Clone)]
pub struct NameList(pub Vec<String>);

impl NameList {
    /// Parses a list of names.
    pub fn parse(word: &str) -> Result<Self, String> {
        parse_names(word).map(Self)
    }
}

fn tell_choice(found: &ChosenInputs) {
    tell_user(&format!("note: inputs are {}", abbreviate(found.names.iter().map(|name| escape_for_message(name)))));
    if !found.left_out.is_empty() {
        let reasons = found.left_out.iter().map(|(name, reason)| format!("{} ({reason})", escape_for_message(name)));
        tell_user(&format!("note: no inputs are {}", abbreviate(reasons)));
    }
}

/// The first words of a list, and how many more there are.
fn abbreviate(words: impl ExactSizeIterator<Item = String>) -> String {
    let more = words.len().saturating_sub(TOLD);
    let told: Vec<String> = words.take(TOLD).collect();
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
