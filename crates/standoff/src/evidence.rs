//! `standoff evidence`: the event log, listed, checked and added to.

mod accept;
mod add;
mod ask;
mod check;
mod kinds;
mod list;
mod preview;
mod proposal;
mod retract;
mod row_id;
mod save;
mod words;

use crate::output::Failure;
use clap::Subcommand;

/// What can be done with an event log.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// The events that stand: what was known by a day, corrections made and duplicates counted once
    List(list::Arguments),
    /// Check a scenario's record, with files of your own, as one log; exit status 2 if it cannot be used
    Check(check::Arguments),
    /// Add an event; what is not given is asked for on a terminal
    Add(Box<add::Arguments>),
    /// Withdraw an event: a row is added, none is taken away
    Retract(retract::Arguments),
    /// The kinds of events, and what the row of each may hold
    Kinds(kinds::Arguments),
}

/// Does it.
pub fn run(verb: &Verb) -> Result<(), Failure> {
    match verb {
        Verb::List(arguments) => list::run(arguments),
        Verb::Check(arguments) => check::run(arguments),
        Verb::Add(arguments) => add::run(arguments),
        Verb::Retract(arguments) => retract::run(arguments),
        Verb::Kinds(arguments) => kinds::run(arguments),
    }
}
