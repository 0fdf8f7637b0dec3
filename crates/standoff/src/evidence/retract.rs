//! `standoff evidence retract`: withdraws an event by one more row.

use super::add::unused;
use super::{accept, log};
use crate::output::Failure;
use crate::{options, pick};
use standoff::scenario::evidence::{self, COLUMNS};
use std::path::PathBuf;

/// What `standoff evidence retract` can be told.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Arguments {
    /// The id of the event
    id: String,
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// The file of the log, CSV or JSON
    #[arg(long, value_name = "FILE", required = true)]
    evidence: PathBuf,
    /// Day from which it no longer counts [default: the last day on which anything in the log became known]
    #[arg(long, value_name = "DATE")]
    known: Option<String>,
    /// Why, for readers
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    why: Option<String>,
    /// Write without asking
    #[arg(long)]
    yes: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Adds a row that withdraws another.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let scenario = pick::scenario(options::word(arguments.scenario.as_ref()), arguments.quiet)?;
    let text = evidence::open(&arguments.evidence).map_err(|found| Failure::input(&found))?;
    let log = log(std::slice::from_ref(&text), &scenario, true)?;
    let last = log.events.iter().map(|event| event.known).max().unwrap_or(scenario.start);
    let mut cells: [String; COLUMNS.len()] = Default::default();
    cells[0] = unused(&format!("retract.{}", arguments.id), text.text());
    cells[1] = "retract".to_owned();
    cells[2] = arguments.known.clone().unwrap_or_else(|| last.to_string());
    cells[9] = "withdrawn".to_owned();
    cells[10] = "1".to_owned();
    cells[12] = arguments.id.clone();
    cells[14] = arguments.why.clone().unwrap_or_default();
    accept::propose(&arguments.evidence, &scenario, &cells, arguments.yes)
}
