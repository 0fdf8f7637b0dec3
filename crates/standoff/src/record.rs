//! The evidence that a command works with: the record that comes with a scenario, and files of the user's own.

use crate::output::{Failure, colour_on_stderr, say};
pub use standoff::assimilation::last_known_day;

use standoff::assimilation::resolve_day;
use standoff::scenario::evidence::{self, Log};
use standoff::scenario::{Date, Diagnostics, Scenario, Source, builtin};
use std::path::{Path, PathBuf};

/// The folder of a scenario's record, beside its file.
const FOLDER: &str = "evidence";

/// Which evidence.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RecordOptions {
    /// A file of events, CSV or JSON, beside the scenario's own record; may be given several times
    #[arg(long, value_name = "FILE")]
    pub evidence: Vec<PathBuf>,
    /// Leave out the record that comes with the scenario
    #[arg(long)]
    pub no_record: bool,
}

impl RecordOptions {
    /// The log of a scenario and of the files given. Warnings go to stderr.
    pub fn log(&self, word: &str, scenario: &Scenario, quiet: bool) -> Result<Log, Failure> {
        let sources = self.sources(word).map_err(|found| Failure::input(&found))?;
        let (log, warnings) = Log::read(&sources, scenario).map_err(|found| Failure::input(&found))?;
        if !quiet && !warnings.is_empty() {
            say(&warnings.render(colour_on_stderr()));
        }
        Ok(log)
    }

    /// The record of a scenario, if it is wanted, and the files given after it.
    pub fn sources(&self, word: &str) -> Result<Vec<Source>, Diagnostics> {
        let mut sources = if self.no_record { Vec::new() } else { own(word, &self.evidence)? };
        for file in &self.evidence {
            sources.push(evidence::read_file(file)?);
        }
        Ok(sources)
    }

    /// The arguments as a shell reads them.
    pub fn shell_arguments(&self) -> Vec<String> {
        let files: Vec<String> = self.evidence.iter().map(|file| file.display().to_string()).collect();
        let mut all = crate::options::shell_arguments("--evidence", &files);
        all.extend(self.no_record.then(|| "--no-record".to_owned()));
        all
    }
}

/// The files of the record that comes with a scenario, in order of their names, without those that a user names: one of
/// them may lie in the record's own folder.
pub fn own(word: &str, named: &[PathBuf]) -> Result<Vec<Source>, Diagnostics> {
    let path = Path::new(word);
    if builtin::source(word).is_some() {
        return Ok(builtin::evidence(word));
    }
    let folder = if path.is_dir() { path.join(FOLDER) } else { path.with_file_name(FOLDER) };
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_log(path)).collect();
    files.sort();
    files.retain(|file| !named.iter().any(|other| same(file, other)));
    files.iter().map(|file| evidence::read_file(file)).collect()
}

/// Whether two paths lead to the same file.
fn same(one: &Path, other: &Path) -> bool {
    let [one, other] = [one, other].map(std::fs::canonicalize);
    matches!((one, other), (Ok(one), Ok(other)) if one == other)
}

fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "csv" || extension == "json")
}

/// The day up to which evidence is used: the one that the argument `name` asks for, or the first day of the forecast, or the
/// last day on which anything became known if that is later.
pub fn as_of(name: &str, asked: Option<&String>, scenario: &Scenario, log: &Log) -> Result<Date, Failure> {
    resolve_day(scenario, log, asked.map(String::as_str)).map_err(|diagnostic| {
        let word = asked.cloned().unwrap_or_else(|| last_known_day(scenario, log).to_string());
        let late =
            format!("an event of the log became known on that day: say with `{name}` up to which day it is used");
        let diagnostic = if asked.is_none() { diagnostic.hint(late) } else { *diagnostic };
        Failure::argument(name, &word, diagnostic)
    })
}
