//! The evidence that a command works with: the record that comes with a scenario, and files of the user's own.

use crate::output::{Failure, colour_on_stderr, say};
use standoff::scenario::evidence::{self, Log};
use standoff::scenario::{Date, Diagnostic, Diagnostics, Scenario, Source, builtin, months_between};
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
        let mut sources =
            if self.no_record { Vec::new() } else { own(word).map_err(|found| Failure::input(&found))? };
        for file in &self.evidence {
            sources.push(evidence::open(file).map_err(|found| Failure::input(&found))?);
        }
        let (log, warnings) = Log::read(&sources, scenario).map_err(|found| Failure::input(&found))?;
        if !quiet && !warnings.is_empty() {
            say(&warnings.render(colour_on_stderr()));
        }
        Ok(log)
    }

    /// The arguments as a shell reads them.
    pub fn spelt(&self) -> Vec<String> {
        let files: Vec<String> = self.evidence.iter().map(|file| file.display().to_string()).collect();
        let mut all = crate::options::spelt("--evidence", &files);
        all.extend(self.no_record.then(|| "--no-record".to_owned()));
        all
    }
}

/// The files of the record that comes with a scenario, in order of their names.
pub fn own(word: &str) -> Result<Vec<Source>, Diagnostics> {
    let path = Path::new(word);
    if builtin::source(word).is_some() {
        return Ok(builtin::evidence(word));
    }
    let folder = if path.is_dir() { path.join(FOLDER) } else { path.with_file_name(FOLDER) };
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_log(path)).collect();
    files.sort();
    files.iter().map(|file| evidence::open(file)).collect()
}

fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "csv" || extension == "json")
}

/// The day up to which evidence is used: the one asked for, or the first day of the forecast, or the last day on which
/// anything became known if that is later.
pub fn as_of(asked: Option<&String>, scenario: &Scenario, log: &Log) -> Result<Date, Failure> {
    let start = scenario.record_start();
    let Some(word) = asked else {
        let known = log.events.iter().map(|event| event.known).max();
        return Ok(known.map_or(scenario.start, |known| known.max(scenario.start)));
    };
    let wrong = |message: String| {
        let diagnostic = Diagnostic::error("bad-date", message);
        let allowed = format!("a day such as {}, after {start}", scenario.start);
        Failure::argument("--as-of", word, diagnostic.allowed(allowed))
    };
    let day: Date = word.parse().map_err(|_| wrong(format!("`{}` is no date", word.escape_debug())))?;
    if day <= start {
        return Err(wrong(format!("{day} is not after the first day of the record, {start}")));
    }
    if months_between(scenario.start, day) > f64::from(scenario.horizon_months) {
        return Err(wrong(format!("{day} is beyond the horizon of {} months", scenario.horizon_months)));
    }
    Ok(day)
}
