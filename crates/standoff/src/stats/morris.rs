//! `standoff stats morris`.

use super::columns::{Columns, Resamples};
use super::read;
use crate::output::{Failure, print, print_json, style};
use standoff::scenario::Diagnostic;
use standoff::table::estimates::{MorrisRequest, estimate_elementary_effects};
use standoff::terminal::estimates as stats;
use std::path::PathBuf;

const EXAMPLE: &str = "The rows stand in trajectories: from row to row one input changes, and each input once.

Example:
  standoff stats morris runs.csv --inputs x,y --output z --bounds x=0..1 --bounds y=-5..5";

/// What `standoff stats morris` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Arguments {
    /// A table, CSV or Parquet
    table: PathBuf,
    #[command(flatten)]
    columns: Columns,
    /// Range of each input; effects are then per whole range instead of per unit
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = bound, num_args = 1..)]
    bounds: Vec<Bound>,
    #[command(flatten)]
    resamples: Resamples,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// The range of an input.
#[derive(Debug, Clone, PartialEq)]
struct Bound {
    name: String,
    range: (f64, f64),
}

fn bound(word: &str) -> Result<Bound, String> {
    let parts = word.rsplit_once('=').and_then(|(name, range)| Some((name, range.split_once("..")?)));
    let range = parts.and_then(|(name, (low, high))| Some((name, low.parse().ok()?, high.parse().ok()?)));
    match range {
        Some((name, low, high)) if f64::is_finite(low) && f64::is_finite(high) && low < high => {
            Ok(Bound { name: name.to_owned(), range: (low, high) })
        }
        _ => Err("allowed: NAME=LOW..HIGH with LOW below HIGH, such as x=0..1".to_owned()),
    }
}

/// Estimates and prints.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let table = read::table(&arguments.table)?;
    let inputs = arguments.columns.inputs(&table)?;
    let request = MorrisRequest {
        bounds: bounds(&inputs, &arguments.bounds)?,
        inputs,
        output: arguments.columns.output.clone(),
        resampling: arguments.resamples.resampling(),
    };
    let found = estimate_elementary_effects(&table, &request).map_err(|found| Failure::input(&found))?;
    if arguments.json { print_json(&found) } else { print(&stats::render_morris(&found, style())) }
}

/// The range of every input, or of none.
fn bounds(inputs: &[String], given: &[Bound]) -> Result<Option<Vec<(f64, f64)>>, Failure> {
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
        assert_eq!(bound("a=b=-1..2.5").unwrap(), Bound { name: "a=b".to_owned(), range: (-1.0, 2.5) });
        for word in ["x", "x=", "x=1", "x=2..1", "x=1..1", "x=0..inf", "x=a..b"] {
            assert!(bound(word).is_err(), "{word}");
        }
    }
}
