//! What a forecast was made from, kept inside its bundle: the scenario's text, the event log, and the command that makes the
//! bundle again from them, in its own folder.

use crate::bundle::file_error::file_error;
use crate::bundle::manifest::{BUNDLE_FORMAT, InputFile, Manifest};
use standoff_lab::error::LabError;
use standoff_scenario::evidence::Log;
use standoff_scenario::sha256;
use std::fs;
use std::path::Path;

/// Word by which the command of a bundle names its scenario: the folder in which it runs.
pub const OWN_FOLDER: &str = ".";
/// File with the scenario's text, where the command line looks for it in a folder.
const SCENARIO_FILE: &str = "scenario.toml";
/// File with the event log, where the command line looks for the record of a scenario.
const EVIDENCE_FILE: &str = "evidence/log.csv";

/// What a forecast was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleInputs {
    /// Command that makes the bundle again in its own folder. Numbers set by hand are in it, not in the text.
    pub rerun: String,
    scenario: String,
    evidence: Option<String>,
}

impl BundleInputs {
    /// The text of a scenario, the log that was used with it, and the command that makes the forecast from the two in the
    /// folder that holds them.
    pub fn new(scenario: &str, log: Option<&Log>, rerun: String) -> Self {
        let log = log.filter(|log| !log.events.is_empty());
        Self { rerun, scenario: scenario.to_owned(), evidence: log.map(Log::to_csv) }
    }

    fn files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let evidence = self.evidence.as_deref().map(|text| (EVIDENCE_FILE, text));
        [(SCENARIO_FILE, self.scenario.as_str())].into_iter().chain(evidence)
    }

    pub(super) fn list_files(&self) -> Vec<InputFile> {
        self.files().map(|(file, text)| InputFile { file: file.to_owned(), sha256: sha256(text.as_bytes()) }).collect()
    }

    pub(super) fn write_into(&self, folder: &Path) -> Result<(), LabError> {
        for (name, text) in self.files() {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(|error| file_error(parent, &error))?;
            fs::write(&path, text).map_err(|error| file_error(&path, &error))?;
        }
        Ok(())
    }
}

impl InputFile {
    /// Tests whether the file in a bundle's folder is the one that the bundle was made from.
    pub fn is_unchanged(&self, folder: &Path) -> bool {
        let known = [SCENARIO_FILE, EVIDENCE_FILE].contains(&self.file.as_str());
        known && fs::read(folder.join(&self.file)).is_ok_and(|bytes| sha256(&bytes) == self.sha256)
    }
}

/// The command by which a bundle in a folder was made, if `rerun` makes that bundle again from its unchanged inside; none
/// where the folder holds no such bundle, or where other evidence is used than its own. Findings name their command, so that a bundle made again has the same bytes only
/// if it keeps the first one.
pub fn command_of_bundle(folder: &Path, rerun: &str, evidence: Option<&str>) -> Option<String> {
    let text = fs::read_to_string(folder.join("manifest.json")).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    let same =
        manifest.bundle_format == BUNDLE_FORMAT && manifest.rerun == rerun && manifest.evidence.as_deref() == evidence;
    let unchanged = manifest.inputs.iter().all(|input| input.is_unchanged(folder));
    // The folder may come from a stranger, and the command is shown to people who may type it in.
    let plain = manifest.command.starts_with("standoff ") && !manifest.command.contains(char::is_control);
    (same && unchanged && plain && !manifest.inputs.is_empty()).then_some(manifest.command)
}
