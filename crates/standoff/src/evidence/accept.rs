//! A row that may be added: checked with the whole log, shown, and written if it is accepted.

use super::{save, words};
use crate::output::{Failure, colour_on_stderr, print, say};
use standoff::scenario::evidence::{self, COLUMNS, Event, Log};
use standoff::scenario::{Diagnostic, Scenario, Source};
use std::io::{BufRead, IsTerminal};
use std::path::Path;

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

/// Adds a row to the log in a file, if it is sound and accepted, and prints its id.
pub fn propose(path: &Path, scenario: &Scenario, cells: &[String; COLUMNS.len()], yes: bool) -> Result<(), Failure> {
    let text = save::read(path)?;
    let with = evidence::with_row(&text, cells);
    let (after, warnings) = Log::read(std::slice::from_ref(&with), scenario).map_err(|found| Failure::input(&found))?;
    let event = after.events.iter().find(|event| event.id == cells[0]).cloned();
    let event = event.ok_or_else(|| Failure::run("the new row is not in the log"))?;
    let about = |item: &&Diagnostic| item.position(&with).is_some_and(|(line, _)| line == event.line);
    for item in warnings.iter().filter(about) {
        if item.code == "duplicate" {
            return Err(Failure::Input(refused(item, &with)));
        }
        say(&item.render(&with, colour_on_stderr()));
    }
    let before = if text.text().trim().is_empty() {
        Log::empty(scenario)
    } else {
        Log::read(std::slice::from_ref(&text), scenario).map_err(|found| Failure::input(&found))?.0
    };
    if !accept(&Proposal { scenario, before, after, event }, yes)? {
        say("nothing was written");
        return Ok(());
    }
    save::replace(path, &text, &with)?;
    print(&format!("{}\n", cells[0]))
}

/// A likely duplicate is a fault where it can be told apart at once.
fn refused(item: &Diagnostic, with: &Source) -> String {
    let fault = Diagnostic::error(item.code, item.message.clone()).at(item.span.as_ref().unwrap_or(&(0..0)));
    let hint = "if it is a second event, add --distinct; if it corrects the other, --replaces with the id of that";
    fault.hint(hint).render(with, colour_on_stderr())
}

/// Whether a row is to be written: on a terminal its user says so, unless `--yes` has. What the event would change is to
/// be shown here.
fn accept(proposal: &Proposal<'_>, yes: bool) -> Result<bool, Failure> {
    let cells = proposal.after.cells(&proposal.event);
    let stdin = std::io::stdin();
    let asks = !yes && stdin.is_terminal();
    if asks {
        let rows = proposal.before.events.len() + 1;
        say(&format!("{} on {} as row {rows} of the log of {}", words(&cells), cells[2], proposal.scenario.title));
    }
    if asks { confirmed(&mut stdin.lock()) } else { Ok(true) }
}

fn confirmed(reader: &mut dyn BufRead) -> Result<bool, Failure> {
    say("write it? [y/N]");
    let mut line = String::new();
    reader.read_line(&mut line).map_err(Failure::run)?;
    Ok(matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        let answer = |text: &str| confirmed(&mut text.as_bytes()).unwrap();
        assert!(answer("y\n") && answer("Yes\n"));
        assert!(!answer("\n") && !answer("no\n") && !answer(""));
    }
}
