//! `standoff evidence`: the event log, listed, checked and added to.

mod add;
mod check;
mod kinds;
mod list;
mod log_file;
mod missing_cells;
mod preview;
mod proposal;
mod retract;
mod row_addition;
mod row_id;

pub use check::LogCheck;
pub use kinds::KindDescription;
pub use list::EventList;

use crate::program::output::Failure;
use clap::Subcommand;

/// Verbs of `standoff evidence`.
#[derive(Debug, Subcommand)]
pub enum EvidenceVerb {
    /// The events that stand: what was known by a day, corrections made and duplicates counted once
    List(list::ListEventsArguments),
    /// Check a scenario's record, with files of your own, as one log; exit status 2 if it cannot be used
    Check(check::CheckLogArguments),
    /// Add an event; what is not given is asked for on a terminal
    Add(Box<add::AddEventArguments>),
    /// Withdraw an event: a row is added, none is taken away
    Retract(retract::RetractEventArguments),
    /// The kinds of events, and what the row of each may hold
    Kinds(kinds::ListKindsArguments),
}

/// Runs the verb.
pub fn run_evidence(verb: &EvidenceVerb) -> Result<(), Failure> {
    match verb {
        EvidenceVerb::List(arguments) => list::list_events(arguments),
        EvidenceVerb::Check(arguments) => check::check_log(arguments),
        EvidenceVerb::Add(arguments) => add::add_event(arguments),
        EvidenceVerb::Retract(arguments) => retract::retract_event(arguments),
        EvidenceVerb::Kinds(arguments) => kinds::list_kinds(arguments),
    }
}
