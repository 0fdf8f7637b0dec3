//! A checked log of events, and its state as of a day.

use jiff::civil::Date;

use super::columns::COLUMNS;
use super::consistency::check_rows;
use super::digest::digest_events;
use super::event::Event;
use super::file::read_rows;
use super::known::known_places;
use super::names::Names;
use super::write::{csv_text, event_cells, json_text};
use crate::document::diagnostics::Diagnostics;
use crate::document::source::Source;
use crate::scenario::Scenario;

/// A checked log of events.
///
/// Events may be added to [`Log::events`] by hand, for instance to ask what a possible event would change. They are not
/// checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    /// The events in the order of files and lines, with those that were corrected or withdrawn since.
    pub events: Vec<Event>,
    names: Names,
}

impl Log {
    /// A log without events.
    pub fn empty(scenario: &Scenario) -> Self {
        Self { events: Vec::new(), names: Names::of_scenario(scenario) }
    }

    /// Reads files as one log. The diagnostics returned with it are warnings.
    ///
    /// # Errors
    ///
    /// All errors of all files, and their warnings, with their places: a log is read whole or not at all.
    pub fn read(sources: &[Source], scenario: &Scenario) -> Result<(Self, Diagnostics), Diagnostics> {
        let names = Names::of_scenario(scenario);
        let mut found: Vec<Diagnostics> = sources.iter().cloned().map(Diagnostics::new).collect();
        let mut rows = read_rows(sources, &names, &mut found);
        if let Some(rows) = &mut rows {
            check_rows(rows, scenario, &mut found);
        }
        let found = Diagnostics::join(found).finish()?;
        Ok((Self { events: rows.unwrap_or_default().events, names }, found))
    }

    /// Events known by a day, in order of time, without those that were corrected or withdrawn by then. Of several
    /// reports of the same thing, the one first known counts.
    ///
    /// ```
    /// use standoff_scenario::{builtin, date, evidence::Log};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// assert!(Log::empty(&scenario).known_by(date(2025, 6, 1)).is_empty());
    /// ```
    pub fn known_by(&self, as_of: Date) -> Vec<&Event> {
        known_places(&self.events, as_of).into_iter().map(|place| &self.events[place]).collect()
    }

    /// SHA-256, in hexadecimal, of what was known by a day: independent of order, files and notes.
    pub fn digest(&self, as_of: Date) -> String {
        digest_events(&self.known_by(as_of), &self.names)
    }

    /// Cells of an event's row, one for each of the [`COLUMNS`].
    pub fn row_cells(&self, event: &Event) -> [String; COLUMNS.len()] {
        event_cells(event, &self.names)
    }

    /// All rows as CSV. Text that a table program would take for a formula is written with an apostrophe before it, which
    /// reading takes away.
    pub fn to_csv(&self) -> String {
        csv_text(self.events.iter(), &self.names)
    }

    /// All rows as JSON: a list of objects, one on each line, without what is empty.
    pub fn to_json(&self) -> String {
        json_text(self.events.iter(), &self.names)
    }
}
