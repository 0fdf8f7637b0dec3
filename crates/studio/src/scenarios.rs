//! The scenarios that can be asked about: the one that the studio was started with, and the built-in ones. A client refers to
//! them by name; no path from a client ever reaches the file system.

use crate::failure::Failure;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Diagnostic, Diagnostics, Scenario, Source, builtin};
use std::sync::OnceLock;

/// A scenario with the record that comes with it.
#[derive(Debug, Clone)]
pub struct OpenScenario {
    /// Word by which the command line opens it.
    pub word: String,
    /// Scenario.
    pub scenario: Scenario,
    /// Its text.
    pub source: Source,
    /// Files of events: its record, and those named on the command line.
    pub record: Vec<Source>,
    /// Arguments that name the latter, quoted for a shell.
    pub evidence: Vec<String>,
}

impl OpenScenario {
    /// A built-in scenario with its record.
    ///
    /// # Errors
    ///
    /// Those of [`builtin::load`].
    pub fn builtin(name: &str) -> Result<Self, Diagnostics> {
        let scenario = builtin::load(name)?;
        // What could be loaded has a text.
        let source = builtin::source(name).unwrap_or_else(|| Source::new(name, ""));
        let record = builtin::evidence(name);
        Ok(Self { word: name.to_owned(), scenario, source, record, evidence: Vec::new() })
    }

    /// The log of its record and of `events`, rows with the columns of [`standoff_scenario::evidence::COLUMNS`].
    ///
    /// # Errors
    ///
    /// What is wrong with the rows.
    pub fn log(&self, scenario: &Scenario, events: &[String]) -> Result<Log, Diagnostics> {
        Self::read_log(self.record.clone(), scenario, events)
    }

    /// The log of `events` alone, without the record.
    ///
    /// # Errors
    ///
    /// What is wrong with the rows.
    pub fn log_of_events(&self, scenario: &Scenario, events: &[String]) -> Result<Log, Diagnostics> {
        Self::read_log(Vec::new(), scenario, events)
    }

    fn read_log(mut sources: Vec<Source>, scenario: &Scenario, events: &[String]) -> Result<Log, Diagnostics> {
        if !events.is_empty() {
            sources.push(Source::new("event", rows_to_csv(events)));
        }
        if sources.is_empty() {
            return Ok(Log::empty(scenario));
        }
        Log::read(&sources, scenario).map(|(log, _)| log)
    }
}

/// A file of events with its header.
pub fn rows_to_csv(rows: &[String]) -> String {
    let mut text = standoff_scenario::evidence::header();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// The built-in scenarios, read once.
fn built_in() -> &'static [OpenScenario] {
    static READ: OnceLock<Vec<OpenScenario>> = OnceLock::new();
    READ.get_or_init(|| builtin::every().filter_map(|one| OpenScenario::builtin(one.name).ok()).collect())
}

/// All open scenarios. A request that names none is about the first.
#[derive(Debug, Clone)]
pub struct Scenarios(Vec<OpenScenario>);

impl Scenarios {
    /// The scenario that the studio was started with, followed by the built-in ones: the general ones, and the wars that are
    /// over.
    pub fn new(first: OpenScenario) -> Self {
        let others = built_in().iter().filter(|other| other.word != first.word).cloned();
        Self(std::iter::once(first.clone()).chain(others).collect())
    }

    /// All of them, in order.
    pub fn all(&self) -> &[OpenScenario] {
        &self.0
    }

    /// The scenario called `name`, or the first.
    ///
    /// # Errors
    ///
    /// `unknown-scenario`, with the names that exist.
    pub fn find(&self, name: Option<&str>) -> Result<&OpenScenario, Failure> {
        let Some(name) = name else { return Ok(&self.0[0]) };
        let found = self.0.iter().find(|one| one.word == name || one.scenario.name == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.0.iter().map(|one| one.scenario.name.as_str()).collect();
            let message = format!("no scenario `{}` is open", name.escape_debug());
            let diagnostic = Diagnostic::error("unknown-scenario", message).allowed(names.join(", "));
            let hint = "start the studio with another scenario: standoff studio FILE";
            Failure::of_input("scenario", name, diagnostic.hint(hint).nearest(name, names))
        })
    }
}
