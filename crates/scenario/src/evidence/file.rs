//! Files of a log: what they are, how large they may be, and their rows.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::MOST_EVENTS;
use super::cells::Reader;
use super::columns::Column;
use super::names::Names;
use super::number::grouped;
use super::row::Row;
use super::whole::{Rows, Spans};
use super::{csv, json};
use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::source::{LARGEST, Source};

/// Mark that some programs write before a text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads a file of a log as text.
///
/// ```
/// let refused = standoff_scenario::evidence::open("no/such/log.csv".as_ref()).unwrap_err();
/// assert_eq!(refused.iter().next().unwrap().code, "unreadable");
/// ```
///
/// # Errors
///
/// `unreadable` where the file cannot be read, `log-too-large` above 10 MB with the line on which they end, `not-utf8`
/// with the place of the first wrong byte.
pub fn open(path: &Path) -> Result<Source, Diagnostics> {
    let name = path.display().to_string();
    let fault = |diagnostic| Diagnostics::one(Source::new(name.as_str(), ""), diagnostic);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| fault(Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))))?;
    if bytes.len() > LARGEST {
        return Err(fault(too_large(line_at(&bytes, LARGEST))));
    }
    String::from_utf8(bytes).map(|text| Source::new(name.as_str(), text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = line_at(error.as_bytes(), valid);
        let message = format!("byte {valid}, on line {line}, is not text in UTF-8");
        fault(Diagnostic::error("not-utf8", message).allowed("CSV or JSON in UTF-8").hint("save the file as UTF-8"))
    })
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn too_large(line: usize) -> Diagnostic {
    Diagnostic::error("log-too-large", format!("the log passes 10 MB on line {line}"))
        .allowed("at most 10 MB in all files together")
        .hint("keep one log for each war, and only what bears on it")
}

/// Whether a file is JSON: by its first letter, or by its name where it is empty.
pub(crate) fn is_json(source: &Source) -> bool {
    let text = source.text();
    match text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).trim_start().chars().next() {
        Some(first) => matches!(first, '[' | '{'),
        None => source.name().to_ascii_lowercase().ends_with(".json"),
    }
}

/// The rows of all files; nothing where they are more than a log may have.
pub(super) fn read(sources: &[Source], names: &Names, found: &mut [Diagnostics]) -> Option<Rows> {
    if !small_enough(sources, found) {
        return None;
    }
    let mut rows = Rows::default();
    let mut total = 0;
    for (file, (source, found)) in sources.iter().zip(found).enumerate() {
        let text = source.text();
        let from = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let take = &mut |row: Row<'_>, found: &mut Diagnostics| {
            total += 1;
            if total > MOST_EVENTS {
                found.push(too_many(&row));
                return false;
            }
            rows.take(&row, &mut Reader { names, file, found });
            !found.is_full()
        };
        if is_json(source) {
            json::read(text, from, found, take)
        } else {
            csv::read(text, from, found, take)
        }
        if total > MOST_EVENTS {
            return None;
        }
    }
    Some(rows)
}

fn too_many(row: &Row<'_>) -> Diagnostic {
    let most = grouped(MOST_EVENTS as f64);
    Diagnostic::error("too-many-events", format!("the log passes {most} events on line {}", row.line))
        .at(&row.span)
        .allowed(format!("at most {most} in all files together"))
}

/// Whether all files together are small enough; if not, the file and line at which they are not is told.
fn small_enough(sources: &[Source], found: &mut [Diagnostics]) -> bool {
    let mut room = LARGEST;
    for (source, found) in sources.iter().zip(found) {
        let text = source.text();
        if text.len() > room {
            found.push(too_large(line_at(text.as_bytes(), room)));
            return false;
        }
        room -= text.len();
    }
    true
}

impl Rows {
    fn take(&mut self, row: &Row<'_>, reader: &mut Reader<'_>) {
        match reader.event(row) {
            Some(event) => {
                self.events.push(event);
                let place = |column| row.span(column).clone();
                let (id, replaces) = (place(Column::Id), place(Column::Replaces));
                self.spans.push(Spans { row: row.span.clone(), id, replaces });
            }
            None => self.broken.push(row.text(Column::Id).to_owned()),
        }
    }
}
