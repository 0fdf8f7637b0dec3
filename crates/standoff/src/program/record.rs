//! The evidence that a command uses: the record that comes with a scenario, and files of the user's own.

use crate::program::output::{Failure, tell_user, tell_warnings};
use crate::program::record_folder::{RecordFolder, find_record_files};
pub use standoff::assimilation::last_known_day;

use standoff::assimilation::resolve_day;
use standoff::scenario::evidence::{self, Log};
use standoff::scenario::{Date, Diagnostics, Scenario, Source, builtin};
use std::path::{Path, PathBuf};

/// Arguments that select the evidence.
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
    /// Reads the record of a scenario and the files given as one log. Warnings go to stderr, but for those of a record that comes
    /// with the program, which are its authors' business: `evidence check` tells them.
    pub fn read_log(&self, word: &str, scenario: &Scenario, quiet: bool) -> Result<Log, Failure> {
        let sources = self.read_sources(word).map_err(|found| Failure::input(&found))?;
        if !quiet && !self.no_record {
            tell_left_out(word).map_err(|found| Failure::input(&found))?;
        }
        let (log, warnings) = Log::read(&sources, scenario).map_err(|found| Failure::input(&found))?;
        let own_files = builtin::source(word).is_none() || !self.evidence.is_empty();
        tell_warnings(&warnings, quiet || !own_files);
        Ok(log)
    }

    /// Reads the record of a scenario, unless it is left out, and after it the files given.
    pub fn read_sources(&self, word: &str) -> Result<Vec<Source>, Diagnostics> {
        let mut sources = if self.no_record { Vec::new() } else { read_own_record(word, &self.evidence)? };
        for file in &self.evidence {
            sources.push(evidence::read_file(file)?);
        }
        Ok(sources)
    }

    /// The arguments as a shell reads them.
    pub fn spell_arguments(&self) -> Vec<String> {
        let files: Vec<String> = self.evidence.iter().map(|file| file.display().to_string()).collect();
        let mut all = crate::program::options::shell_arguments("--evidence", &files);
        all.extend(self.no_record.then(|| "--no-record".to_owned()));
        all
    }
}

/// Reads the files of the record that comes with a scenario, in order of their names so that no result depends on the
/// order of a folder (decision 62). Files that the user names too are left out, or they would count twice: one of them
/// may lie in the record's own folder.
pub fn read_own_record(word: &str, named: &[PathBuf]) -> Result<Vec<Source>, Diagnostics> {
    if builtin::source(word).is_some() {
        return Ok(builtin::evidence(word));
    }
    let RecordFolder { mut logs, .. } = find_record_files(Path::new(word))?;
    logs.retain(|file| !named.iter().any(|other| is_same_file(file, other)));
    logs.iter().map(|file| evidence::read_file(file)).collect()
}

/// Tells the user what lies in the folder of a scenario's record and is not read.
pub fn tell_left_out(word: &str) -> Result<(), Diagnostics> {
    if builtin::source(word).is_none() {
        for (path, reason) in find_record_files(Path::new(word))?.left_out {
            tell_user(&format!("note: {} is not read: {reason}", path.display().to_string().escape_debug()));
        }
    }
    Ok(())
}

/// Tests whether two paths lead to the same file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let [one, other] = [one, other].map(std::fs::canonicalize);
    matches!((one, other), (Ok(one), Ok(other)) if one == other)
}

/// Resolves the day up to which evidence is used: the one that the argument `name` asks for, or the first day of the forecast, or the
/// last day on which anything became known if that is later.
pub fn resolve_last_day(name: &str, asked: Option<&String>, scenario: &Scenario, log: &Log) -> Result<Date, Failure> {
    resolve_day(scenario, log, asked.map(String::as_str)).map_err(|diagnostic| {
        let word = asked.cloned().unwrap_or_else(|| last_known_day(scenario, log).to_string());
        let late =
            format!("an event of the log became known on that day: say with `{name}` up to which day it is used");
        let diagnostic = if asked.is_none() { diagnostic.hint(late) } else { *diagnostic };
        Failure::argument(name, &word, diagnostic)
    })
}
