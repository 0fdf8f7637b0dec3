//! The rows of a log as they were read.

use std::ops::Range;

use super::event::Event;

/// Rows as they were read, with their places.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The events, in the order of files and lines.
    pub events: Vec<Event>,
    /// Places of each event in its file.
    pub spans: Vec<Spans>,
    /// Ids of rows with faults: others may refer to them.
    pub broken: Vec<String>,
}

/// Places of an event in its file.
#[derive(Debug)]
pub(super) struct Spans {
    pub row: Range<usize>,
    pub id: Range<usize>,
    pub replaces: Range<usize>,
}
