//! Addition of a row to a log: it is checked with the whole log, shown, and written if the user accepts it.

use super::proposal::{Precautions, Proposal};
use super::{log_file, preview};
use crate::program::output::{Failure, print_text, stderr_has_colour, tell_user};
use crate::program::record;
use standoff::scenario::evidence::describe_event;
use standoff::scenario::evidence::{self, COLUMNS, Event, Log};
use standoff::scenario::{Diagnostic, Diagnostics, Scenario, Source};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// The file that a row is added to, and the record that is read together with it.
pub struct LogTarget<'a> {
    path: &'a Path,
    text: Source,
    record: Vec<Source>,
}

impl<'a> LogTarget<'a> {
    /// Reads the file, which may not exist yet, and the record of a scenario unless it is left out.
    pub fn read(path: &'a PathBuf, word: &str, no_record: bool) -> Result<Self, Failure> {
        let named = std::slice::from_ref(path);
        let record = if no_record { Ok(Vec::new()) } else { record::read_own_record(word, named) };
        let record = record.map_err(|found| Failure::input(&found))?;
        Ok(Self { path, text: log_file::read_log_file(path)?, record })
    }

    /// Text of the record and the file.
    pub fn all_text(&self) -> String {
        self.record.iter().chain([&self.text]).map(|source| format!("{}\n", source.text())).collect()
    }

    /// Reads the log as it is. Mistakes in it are a failure; its warnings are left to `evidence check`.
    pub fn read_log(&self, scenario: &Scenario) -> Result<Log, Failure> {
        let text = Some(&self.text).filter(|text| !text.text().trim().is_empty());
        self.log_with_text(text, scenario).map(|(log, _)| log)
    }

    /// Reads the log of the record with another text of the file.
    fn log_with_text(&self, text: Option<&Source>, scenario: &Scenario) -> Result<(Log, Diagnostics), Failure> {
        let sources: Vec<Source> = self.record.iter().chain(text).cloned().collect();
        if sources.is_empty() {
            return Ok((Log::empty(scenario), Diagnostics::new(self.text.clone())));
        }
        Log::read(&sources, scenario).map_err(|found| Failure::input(&found))
    }
}

/// Adds a row to the log in a file, if it is valid and the user accepts it, and prints its id.
pub fn propose_row(
    target: &LogTarget<'_>,
    scenario: &Scenario,
    cells: &[String; COLUMNS.len()],
    precautions: Precautions,
) -> Result<(), Failure> {
    let with = evidence::with_row(&target.text, cells);
    let (after, warnings) = target.log_with_text(Some(&with), scenario)?;
    let file = target.record.len();
    let event = after.events.iter().find(|event| event.file == file && event.id == cells[0]).cloned();
    let event = event.ok_or_else(|| Failure::run("the new row is not in the log"))?;
    report_warnings(&warnings, &event, &with)?;
    let proposal = Proposal { scenario, before: target.read_log(scenario)?, after, event };
    if !is_accepted(&proposal, precautions)? {
        tell_user("nothing was written");
        return Ok(());
    }
    log_file::replace_log_file(target.path, &target.text, &with)?;
    print_text(&format!("{}\n", cells[0]))
}

/// Tells the user the warnings about the new row, which comes last; a likely duplicate is refused.
fn report_warnings(warnings: &Diagnostics, event: &Event, with: &Source) -> Result<(), Failure> {
    let of_file = warnings.by_source().filter(|(source, _)| source.name() == with.name());
    let about = |item: &&Diagnostic| item.position(with).is_some_and(|(line, _)| line == event.line);
    for item in of_file.flat_map(|(_, items)| items).filter(about) {
        if item.code == "duplicate" {
            return Err(Failure::Input(render_duplicate(item, with)));
        }
        tell_user(&item.render(with, stderr_has_colour()));
    }
    Ok(())
}

/// Renders the warning of a likely duplicate as an error: while the row is being added, its author can still say whether
/// it is one.
fn render_duplicate(item: &Diagnostic, with: &Source) -> String {
    let fault = Diagnostic::error(item.code, item.message.clone()).at(item.span.as_ref().unwrap_or(&(0..0)));
    let hint = "if it is a second event, add --distinct; if it corrects the other, --replaces with the id of that";
    fault.hint(hint).render(with, stderr_has_colour())
}

/// Tests whether a row is to be written. On a terminal the user is asked, unless `--yes` was given, after a look at the
/// shift that the event would cause.
fn is_accepted(proposal: &Proposal<'_>, precautions: Precautions) -> Result<bool, Failure> {
    let cells = proposal.after.row_cells(&proposal.event);
    if precautions.asks {
        let rows = proposal.before.events.len() + 1;
        tell_user(&format!(
            "{} on {} as row {rows} of the log of {}",
            describe_event(&cells),
            cells[2],
            proposal.scenario.title
        ));
    }
    if precautions.previews {
        preview::show_shift(proposal, precautions)?;
    }
    if precautions.asks { read_confirmation(&mut std::io::stdin().lock()) } else { Ok(true) }
}

fn read_confirmation(reader: &mut dyn BufRead) -> Result<bool, Failure> {
    tell_user("write it? [y/N]");
    let mut line = String::new();
    reader.read_line(&mut line).map_err(Failure::run)?;
    Ok(matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        let answer = |text: &str| read_confirmation(&mut text.as_bytes()).unwrap();
        assert!(answer("y\n") && answer("Yes\n"));
        assert!(!answer("\n") && !answer("no\n") && !answer(""));
    }
}
