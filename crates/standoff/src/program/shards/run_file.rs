//! `run.json`: what a divided run is, with all that its answer is made from, so that the folder can be carried elsewhere.
//!
//! The first shard writes it, whole or not at all; every other compares itself with it.

use crate::program::output::Failure;
use serde::{Deserialize, Serialize};
use standoff::lab::atomic_write::{IfExists, atomic_write};
use standoff::lab::command::quote_for_shell;
use standoff::lab::ensemble::division::PARTS;
use standoff::lab::ensemble::division::shard::MOST_SHARDS;
use standoff::scenario::{Diagnostic, Diagnostics, Source, sha256};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Name of the file.
const FILE: &str = "run.json";
/// Name by which the file identifies itself.
const KIND: &str = "standoff run";
/// Version of the format.
const FORMAT: u32 = 1;
/// Arguments by which work would read or write something that is not in the folder.
const ELSEWHERE: [&str; 7] = ["--bundle", "--evidence", "--keep", "--out", "--seal", "--shard", "--no-record"];

/// Digest of the sources from which the program was built: another build may compute something else, on whatever machine.
const SOURCES: &str = env!("STANDOFF_SOURCES");

/// Work that can be divided: what it is, and what it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DividedWork {
    /// Command that the answer names.
    pub command: String,
    /// The command that does the same work in a folder that holds the scenario and its record.
    pub rerun: String,
    /// Digest of the scenario, with the numbers set by hand; none for work without one.
    pub scenario: Option<String>,
    /// Digest of the evidence that is used.
    pub evidence: Option<String>,
    /// Text of the scenario.
    pub scenario_text: Option<String>,
    /// The log, as CSV.
    pub evidence_text: Option<String>,
}

impl DividedWork {
    /// Work that needs nothing but its command.
    pub fn of_command(command: String) -> Self {
        let rerun = command.clone();
        Self { command, rerun, scenario: None, evidence: None, scenario_text: None, evidence_text: None }
    }
}

/// What a run is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    kind: String,
    format: u32,
    version: String,
    /// Digest of the sources of the program that began it.
    sources: String,
    /// Command that the answer names: that of the first shard.
    pub command: String,
    /// The command that does the same work in a folder that holds the scenario and its record.
    pub rerun: String,
    /// Number of shards.
    pub shards: usize,
    scenario: Option<String>,
    evidence: Option<String>,
    /// Text of the scenario.
    pub scenario_text: Option<String>,
    /// The log, as CSV.
    pub evidence_text: Option<String>,
}

impl RunFile {
    fn new(work: DividedWork, shards: usize) -> Self {
        let DividedWork { command, rerun, scenario, evidence, scenario_text, evidence_text } = work;
        let (kind, version) = (KIND.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        let sources = SOURCES.to_owned();
        Self {
            kind,
            format: FORMAT,
            version,
            sources,
            command,
            rerun,
            shards,
            scenario,
            evidence,
            scenario_text,
            evidence_text,
        }
    }

    /// SHA-256 of everything that the units depend on, and of how they are cut. By which name the scenario was called is no part
    /// of it.
    pub fn digest(&self) -> String {
        let made_by = (&self.version, &self.sources);
        let made_of = (&self.scenario, &self.evidence, &self.scenario_text, &self.evidence_text);
        let parts = (made_by, &self.rerun, self.shards, made_of);
        sha256(format!("{parts:?}").as_bytes())
    }

    /// The run of a folder, which this work begins if the folder is new.
    ///
    /// # Errors
    ///
    /// The reason why the folder holds something else, or another run; or why it cannot be written.
    pub fn begin(folder: &Path, work: DividedWork, shards: usize) -> Result<Self, Failure> {
        if let Some(run) = Self::find(folder)? {
            run.check_same(&work, folder)?;
            if run.shards != shards {
                let cut = format!("the run of this folder is cut into {} shards", run.shards);
                let hint = "give each cut a folder of its own";
                return Err(refuse(folder, "other-shards", &cut, (&format!("--shard I/{}", run.shards), hint)));
            }
            return Ok(run);
        }
        check_empty(folder)?;
        let run = Self::new(work, shards);
        let text = serde_json::to_vec_pretty(&run).map_err(Failure::run)?;
        match atomic_write(&folder.join(FILE), &text, IfExists::Keep) {
            // Another shard has begun the run meanwhile.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let there = Self::read(folder)?;
                if there.digest() == run.digest() { Ok(there) } else { Err(other_run(folder, "another run was begun")) }
            }
            Err(error) => {
                let reason = format!("the folder cannot be written to: {error}");
                Err(refuse(folder, "unwritable", &reason, ("a folder that can be written to", "choose another")))
            }
            Ok(()) => Ok(run),
        }
    }

    /// Reads the run of a folder.
    ///
    /// # Errors
    ///
    /// The reason why there is none, or why it cannot be used.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        Self::find(folder)?.ok_or_else(|| {
            let how = ("a folder that shards have been kept in", "begin with --shard I/N --out DIR");
            refuse(folder, "no-run", "there is no run in this folder", how)
        })
    }

    fn find(folder: &Path) -> Result<Option<Self>, Failure> {
        let bytes = match fs::read(folder.join(FILE)) {
            Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => return Ok(None),
            other => other.map_err(|error| {
                let message = format!("its run.json cannot be read: {error}");
                refuse(folder, "unreadable", &message, ("a file that can be read", "look at its rights"))
            })?,
        };
        let how = ("the run.json that a shard wrote", "move the folder away, and begin again in a new one");
        let unusable = |reason: &str| refuse(folder, "no-run", reason, how);
        let run: Self = serde_json::from_slice(&bytes).map_err(|_| unusable("its run.json was cut off or changed"))?;
        if run.kind != KIND || run.format != FORMAT || !(1..=MOST_SHARDS).contains(&run.shards) {
            return Err(unusable("its run.json is not one that this program reads"));
        }
        if (run.version.as_str(), run.sources.as_str()) != (env!("CARGO_PKG_VERSION"), SOURCES) {
            let build = |version: &str, sources: &str| format!("{version} ({})", sources.get(..12).unwrap_or(sources));
            let (theirs, ours) = (build(&run.version, &run.sources), build(env!("CARGO_PKG_VERSION"), SOURCES));
            let made = format!("its shards were made by version {theirs}, and this is {ours}");
            let how = (
                "the same build for all shards and for the merge",
                "build all from the same sources, on whatever machine",
            );
            return Err(refuse(folder, "other-version", &made, how));
        }
        if !run.is_plain() {
            return Err(unusable("its run.json names a command that no shard has"));
        }
        Ok(Some(run))
    }

    /// True if its commands are those of the program, quoted as it quotes, and read nothing but what the folder holds. The folder may
    /// come from a stranger: one command is run, and people may type in the other.
    fn is_plain(&self) -> bool {
        let quoted = |words: &[String]| words.iter().map(|word| quote_for_shell(word)).collect::<Vec<_>>().join(" ");
        let own = |command: &str| {
            let words = shlex::split(command).unwrap_or_default();
            let plain = words.first().is_some_and(|first| first == "standoff") && !command.contains(char::is_control);
            (plain && quoted(&words) == command).then_some(words)
        };
        let (Some(command), Some(rerun)) = (own(&self.command), own(&self.rerun)) else { return false };
        let outside = |word: &String| ELSEWHERE.contains(&word.split('=').next().unwrap_or_default());
        command.get(1) == rerun.get(1) && !rerun.iter().any(outside)
    }

    /// Checks that some work is that of this run.
    ///
    /// # Errors
    ///
    /// The first thing in which it is not.
    pub fn check_same(&self, work: &DividedWork, folder: &Path) -> Result<(), Failure> {
        if self.rerun != work.rerun {
            return Err(other_run(
                folder,
                &format!("it was begun with\n  {}\nand this is\n  {}", self.rerun, work.rerun),
            ));
        }
        if self.scenario != work.scenario {
            return Err(other_run(folder, "it was begun with another scenario"));
        }
        if self.evidence != work.evidence {
            return Err(other_run(folder, "it was begun with other evidence"));
        }
        if self.scenario_text != work.scenario_text {
            return Err(other_run(folder, "it was begun with another text of the scenario"));
        }
        if self.evidence_text != work.evidence_text {
            return Err(other_run(folder, "it was begun with another log, though what is used of it is the same"));
        }
        Ok(())
    }
}

/// Refuses a folder that holds anything but parts: nothing that stands there is touched.
fn check_empty(folder: &Path) -> Result<(), Failure> {
    let how = ("a new folder, an empty one, or that of the run", "choose another folder");
    let refused = |reason: &str| Err(refuse(folder, "unwritable", reason, how));
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => refused(&error.to_string()),
        Ok(entries) => {
            let own = |name: &std::ffi::OsStr| name == PARTS || name == FILE || name.to_string_lossy().starts_with('.');
            let strange = entries.flatten().any(|entry| !own(&entry.file_name()));
            if strange { refused("the folder holds something else; nothing was written") } else { Ok(()) }
        }
    }
}

fn other_run(folder: &Path, reason: &str) -> Failure {
    let how = ("shards of one run, given alike", "give each run a folder of its own");
    refuse(folder, "other-run", &format!("this folder holds another run: {reason}"), how)
}

fn refuse(folder: &Path, code: &'static str, message: &str, (allowed, hint): (&str, &str)) -> Failure {
    let diagnostic = Diagnostic::error(code, message).allowed(allowed.to_owned()).hint(hint);
    Failure::input(&Diagnostics::one(Source::new(folder.display().to_string(), ""), diagnostic))
}
