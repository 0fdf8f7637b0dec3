//! `run.json`: what a divided run is, with all that its answer is made from, so that the folder can be carried elsewhere.
//!
//! The first shard writes it, whole or not at all; every other compares itself with it.

use crate::program::output::Failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use standoff::lab::atomic_write::{IfExists, atomic_write};
use standoff::lab::ensemble::division::PARTS;
use standoff::lab::ensemble::division::shard::MOST_SHARDS;
use standoff::scenario::{Diagnostic, Diagnostics, Source};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Name of the file.
const FILE: &str = "run.json";
/// Name by which the file identifies itself.
const KIND: &str = "standoff run";
/// Version of the format.
const FORMAT: u32 = 1;

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
        Self { kind, format: FORMAT, version, command, rerun, shards, scenario, evidence, scenario_text, evidence_text }
    }

    /// SHA-256 of everything that the units depend on, and of how they are cut. By which name the scenario was called is no part
    /// of it.
    pub fn digest(&self) -> String {
        let parts = (&self.version, &self.rerun, self.shards, &self.scenario, &self.evidence);
        Sha256::digest(format!("{parts:?}").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
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
                return Err(refuse(folder, "other-shards", &cut, &format!("--shard I/{}", run.shards)));
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
                Err(refuse(folder, "unwritable", &reason, "a folder that can be written to"))
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
            refuse(folder, "no-run", "there is no run in this folder", "a folder that shards have been kept in")
        })
    }

    fn find(folder: &Path) -> Result<Option<Self>, Failure> {
        let bytes = match fs::read(folder.join(FILE)) {
            Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => return Ok(None),
            other => {
                other.map_err(|error| refuse(folder, "unreadable", &error.to_string(), "a file that can be read"))?
            }
        };
        let unusable = |reason: &str| refuse(folder, "no-run", reason, "the run.json that a shard wrote");
        let run: Self = serde_json::from_slice(&bytes).map_err(|_| unusable("its run.json was cut off or changed"))?;
        if run.kind != KIND || run.format != FORMAT || !(1..=MOST_SHARDS).contains(&run.shards) {
            return Err(unusable("its run.json is not one that this program reads"));
        }
        if run.version != env!("CARGO_PKG_VERSION") {
            let made =
                format!("its shards were made by version {}, and this is {}", run.version, env!("CARGO_PKG_VERSION"));
            return Err(refuse(folder, "other-version", &made, "the same version for all shards and for the merge"));
        }
        Ok(Some(run))
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
        Ok(())
    }
}

/// Refuses a folder that holds anything but parts: nothing that stands there is touched.
fn check_empty(folder: &Path) -> Result<(), Failure> {
    let refused =
        |reason: &str| Err(refuse(folder, "unwritable", reason, "a new folder, an empty one, or that of the run"));
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
    refuse(folder, "other-run", &format!("this folder holds another run: {reason}"), "shards of one run, given alike")
}

fn refuse(folder: &Path, code: &'static str, message: &str, allowed: &str) -> Failure {
    let diagnostic = Diagnostic::error(code, message).allowed(allowed.to_owned());
    Failure::input(&Diagnostics::one(Source::new(folder.display().to_string(), ""), diagnostic))
}
