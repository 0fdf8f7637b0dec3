//! `standoff stats morris`.

use super::columns::{ColumnOptions, ResamplingOptions};
use super::input_table;
use crate::output::{Failure, print_answer};
use standoff::scenario::Diagnostic;
use standoff::table::estimates::{MorrisRequest, estimate_elementary_effects};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in trajectories: from row to row one input changes, and each input once.

Example:
  standoff stats morris runs.csv --inputs x,y --output z --bounds x=0..1 --bounds y=-5..5";

/// Arguments of `standoff stats morris`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct MorrisArguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: ColumnOptions,
    /// Range of each input; effects are then per whole range instead of per unit
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = parse_range, num_args = 1..)]
    bounds: Vec<InputRange>,
    #[command(flatten)]
    resamples: ResamplingOptions,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Range of an input.
#[derive(Debug, Clone, PartialEq)]
struct InputRange {
    name: String,
    range: (f64, f64),
}

fn parse_range(word: &str) -> Result<InputRange, String> {
    let parts = word.rsplit_once('=').and_then(|(name, range)| Some((name, range.split_once("..")?)));
    let range = parts.and_then(|(name, (low, high))| Some((name, low.parse().ok()?, high.parse().ok()?)));
    match range {
        Some((name, low, high)) if f64::is_finite(low) && f64::is_finite(high) && low < high => {
            Ok(InputRange { name: name.to_owned(), range: (low, high) })
        }
        _ => Err("allowed: NAME=LOW..HIGH with LOW below HIGH, such as x=0..1".to_owned()),
    }
}

/// Estimates the elementary effects and prints them.
pub fn print_elementary_effects(arguments: &MorrisArguments) -> Result<(), Failure> {
    let table = input_table::read_input_table(&arguments.table)?;
    let inputs = arguments.columns.input_names(&table)?;
    let request = MorrisRequest {
        bounds: input_ranges(&inputs, &arguments.bounds)?,
        inputs,
        output: arguments.columns.output.clone(),
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
    let of = |input: &String| given.iter().find(|bound| bound.name == *input).map(|bound| bound.range);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        assert_eq!(parse_range("a=b=-1..2.5").unwrap(), InputRange { name: "a=b".to_owned(), range: (-1.0, 2.5) });
        for word in ["x", "x=", "x=1", "x=2..1", "x=1..1", "x=0..inf", "x=a..b"] {
            assert!(parse_range(word).is_err(), "{word}");
        }
    }
}
