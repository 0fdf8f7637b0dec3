//! `standoff evidence add`: one more row.

use super::row_addition::{LogTarget, propose_row};
use super::row_id::id_of_row;
use super::{missing_cells, preview};
use crate::program::output::Failure;
use crate::program::{options, scenario_source};
use standoff::scenario::evidence::COLUMNS;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Arguments of `standoff evidence add`: a flag for every column.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AddEventArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    /// The file to add to, CSV or JSON; it is made where there is none
    #[arg(long, value_name = "FILE", required = true)]
    evidence: PathBuf,
    /// Name of the row [default: made from date, kind and subject]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// What happened: see `standoff evidence kinds`
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Day on which it happened, or first day of a period
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Last day of the period [default: the date]
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Who: a role, a member or group:NAME; several with `;` between, or the flag again
    #[arg(long, value_name = "NAME")]
    party: Vec<String>,
    /// What it is about
    #[arg(long, value_name = "NAME")]
    subject: Option<String>,
    /// What came of it
    #[arg(long, value_name = "WORD")]
    answer: Option<String>,
    /// Magnitude, in the unit of the kind
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    value: Option<String>,
    /// Unit of the magnitude
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Who says so
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    source: Option<String>,
    /// Chance that it is true as stated
    #[arg(long, value_name = "CHANCE", allow_hyphen_values = true)]
    confidence: Option<String>,
    /// Day on which it became known [default: the last day]
    #[arg(long, value_name = "DATE")]
    known: Option<String>,
    /// The event of the same kind that this one corrects
    #[arg(long, value_name = "ID")]
    replaces: Option<String>,
    /// It looks like another event and is none
    #[arg(long)]
    distinct: bool,
    /// A remark for readers
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
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

/// Adds a row.
pub fn add_event(arguments: &AddEventArguments) -> Result<(), Failure> {
    let mut cells = arguments.row_cells();
    let word = options::scenario_word(arguments.scenario.as_ref());
    let scenario = scenario_source::load_scenario(word, arguments.quiet)?;
    let missing = missing_cells::missing_columns(&cells);
    if !missing.is_empty() {
        let stdin = std::io::stdin();
        if !stdin.is_terminal() {
            return Err(missing_cells::refuse_missing(&missing));
        }
        missing_cells::ask_for_cells(&mut cells, &scenario, &mut stdin.lock())?;
    }
    let target = LogTarget::read(&arguments.evidence, word, arguments.no_record)?;
    if cells[0].is_empty() {
        cells[0] = id_of_row(&cells, &target.all_text());
    }
    propose_row(&target, &scenario, &cells, arguments.preview.choose_precautions(arguments.yes, arguments.quiet))
}

impl AddEventArguments {
    /// The row as it was given.
    fn row_cells(&self) -> [String; COLUMNS.len()] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            text(&self.id),
            text(&self.kind),
            text(&self.date),
            text(&self.until),
            self.party.join(";"),
            text(&self.subject),
            text(&self.answer),
            text(&self.value),
            text(&self.unit),
            text(&self.source),
            text(&self.confidence),
            text(&self.known),
            text(&self.replaces),
            if self.distinct { "yes".to_owned() } else { String::new() },
            text(&self.note),
        ]
    }
}
