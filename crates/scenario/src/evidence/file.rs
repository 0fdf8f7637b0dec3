//! Files of a log: how large they may be, and their rows.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::columns::Column;
use super::csv::read_csv;
use super::format::{BYTE_ORDER_MARK, is_json};
use super::json::read_json;
use super::names::Names;
use super::number::group_thousands;
use super::reader::EventReader;
use super::row::Row;
use super::rows::{Rows, Spans};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::file::LARGEST;
use crate::document::source::Source;

/// Most events of one log.
pub const MOST_EVENTS: usize = 100_000;

/// Reads a file of a log as text.
///
/// ```
/// let refused = standoff_scenario::evidence::read_file("no/such/log.csv".as_ref()).unwrap_err();
/// assert_eq!(refused.iter().next().unwrap().code, "unreadable");
/// ```
///
/// # Errors
///
/// `unreadable` where the file cannot be read, `log-too-large` above 10 MB with the line on which they end, `not-utf8`
/// with the place of the first wrong byte.
pub fn read_file(path: &Path) -> Result<Source, Diagnostics> {
    let name = path.display().to_string();
    let fault = |diagnostic| Diagnostics::one(Source::new(name.as_str(), ""), diagnostic);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| fault(Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))))?;
    if bytes.len() > LARGEST {
        return Err(fault(too_large(line_number(&bytes, LARGEST))));
    }
    String::from_utf8(bytes).map(|text| Source::new(name.as_str(), text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = line_number(error.as_bytes(), valid);
        let message = format!("byte {valid}, on line {line}, is not text in UTF-8");
        fault(Diagnostic::error("not-utf8", message).allowed("CSV or JSON in UTF-8").hint("save the file as UTF-8"))
    })
}

fn line_number(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn too_large(line: usize) -> Diagnostic {
    Diagnostic::error("log-too-large", format!("the log passes 10 MB on line {line}"))
        .allowed("at most 10 MB in all files together")
        .hint("keep one log for each war, and only what bears on it")
}

/// The rows of all files; none where they are more than a log may have.
pub(super) fn read_rows(sources: &[Source], names: &Names, found: &mut [Diagnostics]) -> Option<Rows> {
    if !check_size(sources, found) {
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
            rows.push_row(&row, &mut EventReader { names, file, found });
            !found.is_full()
        };
        if is_json(source) {
            read_json(text, from, found, take)
        } else {
            read_csv(text, from, found, take)
        }
        if total > MOST_EVENTS {
            return None;
        }
    }
    Some(rows)
}

fn too_many(row: &Row<'_>) -> Diagnostic {
    let most = group_thousands(MOST_EVENTS as f64);
    Diagnostic::error("too-many-events", format!("the log passes {most} events on line {}", row.line))
        .at(&row.span)
        .allowed(format!("at most {most} in all files together"))
}

/// Whether all files together are small enough; if not, a fault names the file and the line at which they pass the limit.
fn check_size(sources: &[Source], found: &mut [Diagnostics]) -> bool {
    let mut room = LARGEST;
    for (source, found) in sources.iter().zip(found) {
        let text = source.text();
        if text.len() > room {
            found.push(too_large(line_number(text.as_bytes(), room)));
            return false;
        }
        room -= text.len();
    }
    true
}

impl Rows {
    fn push_row(&mut self, row: &Row<'_>, reader: &mut EventReader<'_>) {
        match reader.read_event(row) {
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
