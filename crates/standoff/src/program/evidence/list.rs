//! `standoff evidence list`: the events that count as of a day.

use crate::program::output::{Failure, print_json, print_text, stdout_style};
use crate::program::{options, record, scenario_source};
use schemars::JsonSchema;
use serde::Serialize;
use standoff::prose::numbers::format_figure;
use standoff::scenario::evidence::describe_event;
use standoff::scenario::evidence::{Event, KINDS, Kind, Log};
use standoff::scenario::{Date, Diagnostic, Scenario};
use standoff::terminal::evidence::{Heading, Row, render_events};

/// Arguments of `standoff evidence list`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListEventsArguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml [default: the built-in default scenario]
    scenario: Option<String>,
    #[command(flatten)]
    record: record::RecordOptions,
    /// What was known by this day [default: everything]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Events of this kind only
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Print the answer and errors only
    #[arg(long, short)]
    quiet: bool,
}

/// The events that count as of a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventList {
    /// Version of the keys.
    format: u32,
    /// Name of the scenario.
    scenario: String,
    /// What was known by this day is listed; `null` where everything is.
    as_of: Option<String>,
    /// Rows of all files, listed or not.
    rows: usize,
    /// SHA-256 of the evidence that was known on the day.
    digest: String,
    /// The events, in the order in which they happened.
    events: Vec<ListedEvent>,
}

/// An event, under the names of the columns of a log; `null` where there is nothing.
#[derive(Debug, Serialize, JsonSchema)]
struct ListedEvent {
    /// Its name in the log.
    id: Option<String>,
    /// Its kind.
    kind: Option<String>,
    /// First day.
    date: Option<String>,
    /// Last day.
    until: String,
    /// Parties, separated by semicolons.
    party: Option<String>,
    /// What it is about.
    subject: Option<String>,
    /// How it ended.
    answer: Option<String>,
    /// Magnitude, in `unit`.
    value: Option<f64>,
    /// Unit of the magnitude.
    unit: Option<String>,
    /// Source.
    source: Option<String>,
    /// How sure the source is, in 0..1.
    confidence: f64,
    /// Day on which it became known.
    known: String,
    /// The event that it corrects or withdraws.
    replaces: Option<String>,
    /// True where it is another event than those of the same day and kind.
    distinct: bool,
    /// A remark.
    note: Option<String>,
}

/// Lists the events.
pub fn list_events(arguments: &ListEventsArguments) -> Result<(), Failure> {
    let as_of = arguments.as_of.as_deref().map(|text| parse_day("--as-of", text)).transpose()?;
    let kind = arguments.kind.as_deref().map(find_kind).transpose()?;
    let word = options::scenario_word(arguments.scenario.as_ref());
    let scenario = scenario_source::load_scenario(word, arguments.quiet)?;
    let log = arguments.record.read_log(word, &scenario, arguments.quiet)?;
    let last = as_of.unwrap_or(Date::MAX);
    let standing: Vec<&Event> =
        log.known_by(last).into_iter().filter(|event| kind.is_none_or(|kind| event.kind == kind)).collect();
    if arguments.json {
        return print_json(&list_known(&log, &scenario, as_of, &standing));
    }
    let heading = Heading {
        title: scenario.title,
        as_of: as_of.map(|day| day.to_string()),
        kind: kind.map(|kind| kind.name().to_owned()),
        rows: log.events.len(),
        digest: log.digest(last),
    };
    let rows: Vec<Row> = standing.iter().map(|event| event_row(&log, event)).collect();
    print_text(&render_events(&heading, &rows, stdout_style()))
}

/// Finds the kind that a word names.
pub fn find_kind(word: &str) -> Result<Kind, Failure> {
    Kind::find(word).ok_or_else(|| {
        let names = || KINDS.iter().map(|one| one.name);
        let message = format!("no kind of event is called `{}`", word.escape_debug());
        let allowed = names().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
        let diagnostic = Diagnostic::error("unknown-kind", message).allowed(allowed);
        Failure::argument("--kind", word, diagnostic.nearest(word, names()))
    })
}

fn event_row(log: &Log, event: &Event) -> Row {
    let cells = log.row_cells(event);
    let days = if cells[3].is_empty() { cells[2].clone() } else { format!("{} to {}", cells[2], cells[3]) };
    Row {
        days,
        event: describe_event(&cells),
        who: cells[4].replace(';', ", "),
        value: event.value.map_or(String::new(), |value| format!("{} {}", format_figure(value), cells[8])),
        confidence: format_figure(event.confidence),
        known: event.known.to_string(),
        id: cells[0].clone(),
    }
}

fn list_known(log: &Log, scenario: &Scenario, as_of: Option<Date>, standing: &[&Event]) -> EventList {
    EventList {
        format: 1,
        scenario: scenario.name.clone(),
        as_of: as_of.map(|day| day.to_string()),
        rows: log.events.len(),
        digest: log.digest(as_of.unwrap_or(Date::MAX)),
        events: standing.iter().map(|event| list_event(log, event)).collect(),
    }
}

fn list_event(log: &Log, event: &Event) -> ListedEvent {
    let cells = log.row_cells(event).map(|text| Some(text).filter(|text| !text.is_empty()));
    let [id, kind, date, _, party, subject, answer, _, unit, source, _, _, replaces, _, note] = cells;
    ListedEvent {
        id,
        kind,
        date,
        until: event.until.to_string(),
        party,
        subject,
        answer,
        value: event.value,
        unit,
        source,
        confidence: event.confidence,
        known: event.known.to_string(),
        replaces,
        distinct: event.distinct,
        note,
    }
}

/// Parses a day given with an argument. Ten letters are asked for, since the parser would take more than a day.
fn parse_day(name: &str, text: &str) -> Result<Date, Failure> {
    let date = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    date.ok_or_else(|| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is not a day", text.escape_debug()));
        Failure::argument(name, text, diagnostic.allowed("a day such as 2025-11-20"))
    })
}
