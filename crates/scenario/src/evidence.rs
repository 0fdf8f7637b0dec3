//! The event log: what happened in a war, who said so, and when it became known.
//!
//! A log is one or more files in CSV or JSON, one row for each event; [`KINDS`] lists the kinds. Rows are never
//! changed: a later row corrects an earlier one (`replaces`) or withdraws it (kind `retract`). [`Log::standing`] says
//! what was known by a day. The order of rows and files changes nothing.
//!
//! ```
//! use standoff_scenario::{Source, builtin, date, evidence::Log};
//!
//! let scenario = builtin::load("two-sided").unwrap();
//! let text = "\
//! id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note
//! may,losses,2025-05-01,2025-05-31,invader,,,900,people,ministry,0.5,2025-06-03,,,
//! may-2,losses,2025-05-01,2025-05-31,invader,,,1100,people,ministry,0.8,2025-06-20,may,,counted again
//! ";
//! let (log, warnings) = Log::read(&[Source::new("log.csv", text)], &scenario).unwrap();
//! assert!(warnings.is_empty());
//! assert_eq!(log.standing(date(2025, 6, 10))[0].value, Some(900.0));
//! assert_eq!(log.standing(date(2025, 6, 30))[0].value, Some(1100.0));
//! ```
//!
//! It recommends nothing and believes nothing: it keeps what was reported, with the chance that it is true.

mod answer;
mod cells;
mod columns;
mod csv;
mod day;
mod digest;
mod duplicates;
mod event;
mod file;
mod json;
mod kind;
mod names;
mod number;
mod prompt;
mod row;
mod sequence;
mod standing;
mod text;
mod whole;
mod write;

use jiff::civil::Date;

pub use answer::Answer;
pub use columns::{COLUMNS, header};
pub use event::{Event, Party, Subject};
pub use file::open;
pub use kind::{About, Definition, KINDS, Kind, Need, Who};
pub use prompt::allowed;
pub use write::with_row;

use crate::document::diagnostic::Diagnostics;
use crate::document::source::Source;
use crate::scenario::Scenario;
use names::Names;

pub(crate) use file::is_json;

/// Most events of one log.
pub const MOST_EVENTS: usize = 100_000;

/// A checked log of events.
///
/// Events may be added to [`Log::events`] by hand, as for a question what an event would change; they are taken as
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
        Self { events: Vec::new(), names: Names::of(scenario) }
    }

    /// Reads files as one log. What comes with it are warnings.
    ///
    /// # Errors
    ///
    /// All errors of all files, and their warnings, with their places: a log is read whole or not at all.
    pub fn read(sources: &[Source], scenario: &Scenario) -> Result<(Self, Diagnostics), Diagnostics> {
        let names = Names::of(scenario);
        let mut found: Vec<Diagnostics> = sources.iter().cloned().map(Diagnostics::new).collect();
        let mut rows = file::read(sources, &names, &mut found);
        if let Some(rows) = &mut rows {
            whole::check(rows, scenario, &mut found);
        }
        let found = Diagnostics::joined(found).finish()?;
        Ok((Self { events: rows.unwrap_or_default().events, names }, found))
    }

    /// What was known by a day: without events that were corrected or withdrawn by then, each thing once, in order of
    /// time. Of reports of the same thing the one first known counts.
    ///
    /// ```
    /// use standoff_scenario::{builtin, date, evidence::Log};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// assert!(Log::empty(&scenario).standing(date(2025, 6, 1)).is_empty());
    /// ```
    pub fn standing(&self, as_of: Date) -> Vec<&Event> {
        standing::standing(&self.events, as_of).into_iter().map(|place| &self.events[place]).collect()
    }

    /// SHA-256, in hexadecimal, of what was known by a day: independent of order, files and notes.
    pub fn digest(&self, as_of: Date) -> String {
        digest::digest(&self.standing(as_of), &self.names)
    }

    /// What stands in each of the [`COLUMNS`] of an event's row.
    pub fn cells(&self, event: &Event) -> [String; COLUMNS.len()] {
        write::cells(event, &self.names)
    }

    /// All rows as CSV. Text that a table program would take for a formula is written with an apostrophe before it, which
    /// reading takes away.
    pub fn to_csv(&self) -> String {
        write::csv(self.events.iter(), &self.names)
    }

    /// All rows as JSON: a list of objects, one on each line, without what is empty.
    pub fn to_json(&self) -> String {
        write::json(self.events.iter(), &self.names)
    }
}
