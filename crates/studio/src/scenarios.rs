//! The scenarios that the studio knows: the one it was started with, and the built-in ones. A client names one of them; no
//! path of a client's reaches the file system.

use crate::failure::Failure;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Diagnostic, Diagnostics, Scenario, Source, builtin};

/// A scenario with the record that comes with it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The word by which the command line opens it.
    pub word: String,
    /// The scenario.
    pub scenario: Scenario,
    /// Its record, and files of events beside it.
    pub record: Vec<Source>,
    /// Arguments that name those files, each as a shell reads it.
    pub evidence: Vec<String>,
}

impl Opened {
    /// A built-in scenario with its record.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn builtin(name: &str) -> Result<Self, Diagnostics> {
        let scenario = builtin::load(name)?;
        Ok(Self { word: name.to_owned(), scenario, record: builtin::evidence(name), evidence: Vec::new() })
    }

    /// The log of its record and of more rows, `events`, in the columns of [`standoff_scenario::evidence::COLUMNS`].
    ///
    /// # Errors
    ///
    /// What is wrong with the rows.
    pub fn log(&self, scenario: &Scenario, events: &[String]) -> Result<Log, Diagnostics> {
        let mut sources = self.record.clone();
        if !events.is_empty() {
            sources.push(Source::new("event", csv(events)));
        }
        if sources.is_empty() {
            return Ok(Log::empty(scenario));
        }
        Log::read(&sources, scenario).map(|(log, _)| log)
    }
}

/// Rows as a file of events.
pub fn csv(events: &[String]) -> String {
    let mut text = standoff_scenario::evidence::header();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for event in events {
        text.push_str(event);
        text.push('\n');
    }
    text
}

/// All scenarios that can be asked about; the first is meant where none is named.
#[derive(Debug, Clone)]
pub struct Shelf(Vec<Opened>);

impl Shelf {
    /// The scenario that the studio was started with, then the built-in ones.
    pub fn new(first: Opened) -> Self {
        let others = builtin::ALL.iter().map(|one| one.name).filter(|name| *name != first.word);
        let others: Vec<Opened> = others.filter_map(|name| Opened::builtin(name).ok()).collect();
        Self(std::iter::once(first).chain(others).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Opened] {
        &self.0
    }

    /// The one that is named.
    ///
    /// # Errors
    ///
    /// `unknown-scenario`, with those there are.
    pub fn find(&self, name: Option<&str>) -> Result<&Opened, Failure> {
        let Some(name) = name else { return Ok(&self.0[0]) };
        let found = self.0.iter().find(|one| one.word == name || one.scenario.name == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.0.iter().map(|one| one.scenario.name.as_str()).collect();
            let message = format!("no scenario `{}` is open", name.escape_debug());
            let diagnostic = Diagnostic::error("unknown-scenario", message).allowed(names.join(", "));
            let hint = "start the studio with another scenario: standoff studio FILE";
            Failure::of("scenario", name, diagnostic.hint(hint).nearest(name, names))
        })
    }
}
