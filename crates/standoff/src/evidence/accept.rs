//! A row that may be added: checked with the whole log, shown, and written if it is accepted.

use super::proposal::{Proposal, Wish};
use super::words::describe;
use super::{preview, save};
use crate::output::{Failure, colour_on_stderr, print, say};
use crate::record;
use standoff::scenario::evidence::{self, COLUMNS, Event, Log};
use standoff::scenario::{Diagnostic, Diagnostics, Scenario, Source};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// The file that a row is added to, and the record that it is read with.
pub struct Target<'a> {
    path: &'a Path,
    text: Source,
    record: Vec<Source>,
}

impl<'a> Target<'a> {
    /// Reads the file, which may not exist yet, and the record of a scenario unless it is left out.
    pub fn read(path: &'a PathBuf, word: &str, no_record: bool) -> Result<Self, Failure> {
        let named = std::slice::from_ref(path);
        let record = if no_record { Ok(Vec::new()) } else { record::own(word, named) };
        let record = record.map_err(|found| Failure::input(&found))?;
        Ok(Self { path, text: save::read(path)?, record })
    }

    /// All that is written in the record and the file.
    pub fn all_text(&self) -> String {
        self.record.iter().chain([&self.text]).map(|source| format!("{}\n", source.text())).collect()
    }

    /// The log as it is. What is wrong with it is told; warnings are those of `evidence check`.
    pub fn log(&self, scenario: &Scenario) -> Result<Log, Failure> {
        let text = Some(&self.text).filter(|text| !text.text().trim().is_empty());
        self.with(text, scenario).map(|(log, _)| log)
    }

    /// The log of the record and another text of the file.
    fn with(&self, text: Option<&Source>, scenario: &Scenario) -> Result<(Log, Diagnostics), Failure> {
        let sources: Vec<Source> = self.record.iter().chain(text).cloned().collect();
        if sources.is_empty() {
            return Ok((Log::empty(scenario), Diagnostics::new(self.text.clone())));
        }
        Log::read(&sources, scenario).map_err(|found| Failure::input(&found))
    }
}

/// Adds a row to the log in a file, if it is sound and accepted, and prints its id.
pub fn propose(
    target: &Target<'_>,
    scenario: &Scenario,
    cells: &[String; COLUMNS.len()],
    wish: Wish,
) -> Result<(), Failure> {
    let with = evidence::with_row(&target.text, cells);
    let (after, warnings) = target.with(Some(&with), scenario)?;
    let file = target.record.len();
    let event = after.events.iter().find(|event| event.file == file && event.id == cells[0]).cloned();
    let event = event.ok_or_else(|| Failure::run("the new row is not in the log"))?;
    tell(&warnings, &event, &with)?;
    let proposal = Proposal { scenario, before: target.log(scenario)?, after, event };
    if !accept(&proposal, wish)? {
        say("nothing was written");
        return Ok(());
    }
    save::replace(target.path, &target.text, &with)?;
    print(&format!("{}\n", cells[0]))
}

/// Says what a reader should know about the new row, which stands last; a likely duplicate is refused.
fn tell(warnings: &Diagnostics, event: &Event, with: &Source) -> Result<(), Failure> {
    let of_file = warnings.by_source().filter(|(source, _)| source.name() == with.name());
    let about = |item: &&Diagnostic| item.position(with).is_some_and(|(line, _)| line == event.line);
    for item in of_file.flat_map(|(_, items)| items).filter(about) {
        if item.code == "duplicate" {
            return Err(Failure::Input(refused(item, with)));
        }
        say(&item.render(with, colour_on_stderr()));
    }
    Ok(())
}

/// A likely duplicate is a fault where it can be told apart at once.
fn refused(item: &Diagnostic, with: &Source) -> String {
    let fault = Diagnostic::error(item.code, item.message.clone()).at(item.span.as_ref().unwrap_or(&(0..0)));
    let hint = "if it is a second event, add --distinct; if it corrects the other, --replaces with the id of that";
    fault.hint(hint).render(with, colour_on_stderr())
}

/// Whether a row is to be written: on a terminal its user says so, unless `--yes` has, after a look at what the event
/// would change.
fn accept(proposal: &Proposal<'_>, wish: Wish) -> Result<bool, Failure> {
    let cells = proposal.after.row_cells(&proposal.event);
    if wish.asks {
        let rows = proposal.before.events.len() + 1;
        say(&format!("{} on {} as row {rows} of the log of {}", describe(&cells), cells[2], proposal.scenario.title));
    }
    if wish.previews {
        preview::show(proposal, wish)?;
    }
    if wish.asks { confirmed(&mut std::io::stdin().lock()) } else { Ok(true) }
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
