//! The log as text, in the two formats that it is read from.

use super::answer::Answer;
use super::columns::{COLUMNS, Column, header};
use super::event::Event;
use super::format::is_json;
use super::names::Names;
use super::text::guard_formula;
use crate::document::source::Source;

/// Cells of an event's row, without quotation marks.
pub(super) fn event_cells(event: &Event, names: &Names) -> [String; COLUMNS.len()] {
    let parties: Vec<String> = event.parties.iter().map(|party| names.party_word(party)).collect();
    [
        event.id.clone(),
        event.kind.name().to_owned(),
        event.date.to_string(),
        if event.until == event.date { String::new() } else { event.until.to_string() },
        parties.join(";"),
        event.subject.as_ref().map_or(String::new(), |subject| names.subject_word(subject)),
        event.answer.map_or(String::new(), |answer: Answer| answer.name().to_owned()),
        event.value.map_or(String::new(), |value| value.to_string()),
        if event.value.is_some() { event.kind.unit().to_owned() } else { String::new() },
        event.source.clone(),
        event.confidence.to_string(),
        if event.known == event.until { String::new() } else { event.known.to_string() },
        event.replaces.clone().unwrap_or_default(),
        if event.distinct { "yes".to_owned() } else { String::new() },
        event.note.clone(),
    ]
}

/// A row of CSV with its end.
pub(super) fn csv_row(cells: &[String; COLUMNS.len()]) -> String {
    let mut row = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        row.push_str(&csv_cell(cell));
    }
    row.push('\n');
    row
}

fn csv_cell(text: &str) -> String {
    // Numbers in the log are never negative, so that whatever begins like a formula is text.
    let text = guard_formula(text);
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// An object of JSON on one line, without what is empty.
pub(super) fn json_row(cells: &[String; COLUMNS.len()]) -> String {
    let pairs = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
    let pairs: Vec<String> = pairs.map(|(at, text)| format!("\"{}\": {}", COLUMNS[at], json_cell(at, text))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn json_cell(column: usize, text: &str) -> String {
    let number = [Column::Value, Column::Confidence].iter().any(|one| *one as usize == column);
    let plain = || serde_json::from_str::<f64>(text).is_ok_and(f64::is_finite);
    if column == Column::Distinct as usize && text == "yes" {
        "true".to_owned()
    } else if number && plain() {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// A log in CSV.
pub(super) fn csv_text<'a>(events: impl Iterator<Item = &'a Event>, names: &Names) -> String {
    let rows = events.map(|event| csv_row(&event_cells(event, names)));
    std::iter::once(format!("{}\n", header())).chain(rows).collect()
}

/// A log in JSON.
pub(super) fn json_text<'a>(events: impl Iterator<Item = &'a Event>, names: &Names) -> String {
    let rows: Vec<String> = events.map(|event| format!("  {}", json_row(&event_cells(event, names)))).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

/// The text of a log with one more row at its end, whether or not the row can be read. What stood there stays as it
/// was written; an empty text becomes a log in CSV.
///
/// ```
/// use standoff_scenario::{Source, evidence};
/// let mut cells: [String; 15] = Default::default();
/// (cells[0], cells[14]) = ("one".into(), "first, and last".into());
/// let log = evidence::with_row(&Source::new("log.csv", ""), &cells);
/// assert_eq!(log.text(), format!("{}\none,,,,,,,,,,,,,,\"first, and last\"\n", evidence::header()));
/// ```
pub fn with_row(source: &Source, cells: &[String; COLUMNS.len()]) -> Source {
    let text = source.text();
    let written = if is_json(source) { add_json_row(text, cells) } else { add_csv_row(text, cells) };
    Source::new(source.name(), written)
}

fn add_csv_row(text: &str, cells: &[String; COLUMNS.len()]) -> String {
    let empty = text.trim_start_matches('\u{feff}').trim().is_empty();
    let before = if empty { header() } else { text.trim_end_matches(['\n', '\r']).to_owned() };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{before}{end}{}{end}", csv_row(cells).trim_end_matches('\n'))
}

/// Text that is no list of JSON is left as it is, for the reader to refuse.
fn add_json_row(text: &str, cells: &[String; COLUMNS.len()]) -> String {
    if text.trim().is_empty() {
        return format!("[\n  {}\n]\n", json_row(cells));
    }
    let Some((before, _)) = text.rsplit_once(']') else { return text.to_owned() };
    let before = before.trim_end();
    let comma = if before.ends_with('[') { "" } else { "," };
    format!("{before}{comma}\n  {}\n]\n", json_row(cells))
}
