//! `standoff evidence retract`: withdraws an event by one more row.

use super::preview;
use super::row_addition::{LogTarget, propose_row};
use super::row_id::unused_id;
use crate::program::output::Failure;
use crate::program::{options, scenario_source};
use standoff::scenario::evidence::COLUMNS;
use std::path::PathBuf;

/// Arguments of `standoff evidence retract`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RetractEventArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// The id of the event, in the file or in the scenario's own record
    #[arg(long, value_name = "ID", required = true)]
    event: String,
    /// The file to add to, CSV or JSON; it is made where there is none
    #[arg(long, value_name = "FILE", required = true)]
    evidence: PathBuf,
    /// Day from which it no longer counts [default: the last day on which anything in the log became known]
    #[arg(long, value_name = "DATE")]
    known: Option<String>,
    /// Why, for readers
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    why: Option<String>,
    /// Leave out the record that comes with the scenario
    #[arg(long)]
    no_record: bool,
    #[command(flatten)]
    preview: preview::PreviewArguments,
    /// Write without asking
    #[arg(long)]
    yes: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Adds a row that withdraws another.
pub fn retract_event(arguments: &RetractEventArguments) -> Result<(), Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let scenario = scenario_source::load_scenario(word, arguments.quiet)?;
    let target = LogTarget::read(&arguments.evidence, word, arguments.no_record)?;
    let log = target.read_log(&scenario)?;
    let last = log.events.iter().map(|event| event.known).max().unwrap_or(scenario.start);
    let mut cells: [String; COLUMNS.len()] = Default::default();
    cells[0] = unused_id(&format!("retract.{}", arguments.event), &target.all_text());
    cells[1] = "retract".to_owned();
    cells[2] = arguments.known.clone().unwrap_or_else(|| last.to_string());
    cells[9] = "withdrawn".to_owned();
    cells[10] = "1".to_owned();
    cells[12] = arguments.event.clone();
    cells[14] = arguments.why.clone().unwrap_or_default();
    propose_row(&target, &scenario, &cells, arguments.preview.choose_precautions(arguments.yes, arguments.quiet))
}
