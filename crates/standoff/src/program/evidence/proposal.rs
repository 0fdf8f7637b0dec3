//! A log with one more row, and the steps before it is written.

use standoff::scenario::Scenario;
use standoff::scenario::evidence::{Event, Log};

/// A log with one more row.
pub struct Proposal<'a> {
    /// The war.
    pub scenario: &'a Scenario,
    /// The log as it is.
    pub before: Log,
    /// The log as it would be.
    pub after: Log,
    /// The new event.
    pub event: Event,
}

/// Steps before a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precautions {
    /// The user is asked.
    pub asks: bool,
    /// The shift is shown.
    pub previews: bool,
    /// Progress is shown.
    pub progress: bool,
}
