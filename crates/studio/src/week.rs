//! The week: an event that may be added, and the shift that it would cause.

use crate::desk::{Desk, Teller, Weight};
use crate::failure::Failure;
use crate::opened::{Opened, csv};
use crate::world::Asked;
use serde::Serialize;
use standoff_assimilation::{FilterSize, Shift, measure_shift};
use standoff_brief::{Style, terminal};
use standoff_lab::command::quoted;
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::Watch;
use standoff_scenario::evidence::{COLUMNS, KINDS, Log, allowed};
use standoff_scenario::{Diagnostic, Scenario};

/// Draws and futures of either forecast: a preview is to be seen within seconds.
const DRAWS: usize = 32;
const RUNS: usize = 1280;

#[derive(Debug, Serialize)]
struct Told {
    shift: Shift,
    /// Which answers differ by more than twice their error, in their order.
    clear: Vec<bool>,
    /// The same in words.
    words: String,
    command: String,
}

/// Tells what the last event of a world would change.
///
/// # Errors
///
/// What is wrong with the events, or that nobody waits any more.
pub async fn preview(desk: &Desk, opened: &Opened, asked: Asked, teller: Teller) -> Result<(), Failure> {
    let Some((_, before)) = asked.event.split_last() else {
        let diagnostic = Diagnostic::error("no-event", "there is no event to look at").allowed("one event or more");
        return Err(Failure::of("event", "", diagnostic.hint("the last one is the one that is looked at")));
    };
    let scenario = asked.set(&opened.scenario)?;
    let (before, log) = (opened.log(&scenario, before)?, opened.log(&scenario, &asked.event)?);
    let as_of = asked.day(&scenario, &log)?;
    let command = command(opened, &log, &before);
    let (size, seed, resolution) = (FilterSize::for_kept_draws(DRAWS), asked.seed(), Resolution::Coarse);
    let request = standoff_assimilation::AssimilationRequest { scenario, log, as_of, size, seed, resolution };
    let hears = teller.clone();
    let work = move || {
        let progress = |step: &_| hears.progress(step);
        measure_shift(&request, &before, RUNS, Watch { stop: hears.stop(), progress: &progress })
    };
    let found = desk.work(Weight::Whole, work).await??;
    let clear = found.answers.iter().map(standoff_assimilation::ShiftedAnswer::is_clear).collect();
    let words = terminal::shift(&found, Style::plain());
    teller.say("answer", &Told { shift: found, clear, words, command }).await;
    Ok(())
}

/// The command that adds to a file what a log has more than the one before, and shows the shift first.
fn command(opened: &Opened, log: &Log, before: &Log) -> String {
    let mut words = format!("standoff evidence add {} --evidence events.csv", quoted(&opened.word));
    let event = log.events.iter().find(|event| before.events.iter().all(|known| known.id != event.id));
    for (column, cell) in COLUMNS.iter().zip(event.map(|event| log.cells(event)).unwrap_or_default()) {
        match (*column, cell.as_str()) {
            (_, "") => {}
            ("distinct", _) => words.push_str(" --distinct"),
            (column, cell) => words.push_str(&format!(" --{column} {}", quoted(cell))),
        }
    }
    words + " --preview"
}

/// A kind of event, with what may stand in each column of its row.
#[derive(Debug, Serialize)]
pub struct KindOf {
    kind: &'static str,
    description: &'static str,
    columns: Vec<Column>,
}

#[derive(Debug, Serialize)]
struct Column {
    column: &'static str,
    allowed: String,
}

/// What an event may be.
#[derive(Debug, Serialize)]
pub struct Kinds {
    /// Columns of a row, in order.
    columns: &'static [&'static str],
    kinds: Vec<KindOf>,
}

/// The kinds of events of a scenario.
pub fn kinds(scenario: &Scenario) -> Kinds {
    let columns = |kind| {
        let column = |column: &&'static str| Some(Column { column, allowed: allowed(column, kind, scenario)? });
        COLUMNS.iter().filter_map(column).collect()
    };
    let kinds =
        KINDS.iter().map(|one| KindOf { kind: one.name, description: one.description, columns: columns(one.kind) });
    Kinds { columns: &COLUMNS, kinds: kinds.collect() }
}

/// A row of the log as it is shown.
#[derive(Debug, Serialize)]
pub struct Reported {
    id: String,
    kind: &'static str,
    date: String,
    known: String,
    source: String,
    words: String,
}

/// What was known by a day, the latest last.
///
/// # Errors
///
/// What is wrong with the day or the events.
pub fn reported(opened: &Opened, asked: &Asked) -> Result<Vec<Reported>, Failure> {
    let log = opened.log(&opened.scenario, &asked.event)?;
    let day = asked.day(&opened.scenario, &log)?;
    Ok(log.standing(day).into_iter().map(|event| row(&log, event)).collect())
}

fn row(log: &Log, event: &standoff_scenario::evidence::Event) -> Reported {
    let cells = log.cells(event);
    let cell = |name: &str| COLUMNS.iter().position(|one| *one == name).map_or(String::new(), |at| cells[at].clone());
    let parts = ["party", "subject", "answer", "value", "unit"].map(cell);
    Reported {
        id: cell("id"),
        kind: event.kind.definition().name,
        date: cell("date"),
        known: event.known.to_string(),
        source: cell("source"),
        words: parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<String>>().join(" "),
    }
}

/// Events as a file for `--evidence`, after they were read without a fault.
///
/// # Errors
///
/// What is wrong with them.
pub fn file(opened: &Opened, asked: &Asked) -> Result<String, Failure> {
    opened.log(&opened.scenario, &asked.event)?;
    Ok(csv(&asked.event))
}
