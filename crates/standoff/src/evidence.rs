//! `standoff evidence`: the event log, listed, checked and added to.

mod accept;
mod add;
mod ask;
mod check;
mod kinds;
mod list;
mod preview;
mod retract;
mod save;

use crate::output::{Failure, colour_on_stderr, say};
use clap::Subcommand;
use standoff::scenario::{Date, Diagnostic, Diagnostics, evidence};

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

/// What a reader should know about a log goes to stderr.
fn tell(warnings: &Diagnostics, quiet: bool) {
    if !quiet && !warnings.is_empty() {
        say(&warnings.render(colour_on_stderr()));
    }
}

/// A day given with an argument.
fn day(name: &str, text: &str) -> Result<Date, Failure> {
    let date = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    date.ok_or_else(|| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is not a day", text.escape_debug()));
        Failure::argument(name, text, diagnostic.allowed("a day such as 2025-11-20"))
    })
}

/// An event in words: its kind, what it is about, and what came of it.
fn words(cells: &[String; evidence::COLUMNS.len()]) -> String {
    let about = [&cells[5], &cells[6]].into_iter().filter(|text| !text.is_empty());
    let about: Vec<&str> = about.map(String::as_str).collect();
    if about.is_empty() { cells[1].clone() } else { format!("{}: {}", cells[1], about.join(", ")) }
}
