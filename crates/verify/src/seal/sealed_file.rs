//! A forecast with its seal, and a file that holds one.

use super::canonical_json::{digest_json, tidy_value};
use super::strict_json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use standoff_lab::atomic_write;
use standoff_lab::atomic_write::IfExists;
use standoff_lab::error::LabError;
use standoff_lab::forecast::findings::ProbabilityAt;
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Version of the keys of [`SealedForecast`].
pub const FORMAT: u32 = 1;

/// Value of the key `kind` in a sealed forecast.
pub const KIND: &str = "standoff sealed forecast";

/// Name of this program among forecasters.
pub const FORECASTER: &str = "standoff";

/// Largest file read, in bytes: far more than a sealed forecast has.
const LARGEST_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// A forecast with its seal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SealedForecast {
    /// Version of the keys.
    pub format: u32,
    /// Kind of the file: always [`KIND`].
    pub kind: String,
    /// The forecaster.
    pub forecaster: String,
    /// The day on which it was made, as stated by the forecaster.
    pub made: String,
    /// The scenario.
    pub scenario: SealedScenario,
    /// Numbers set by hand on top of the scenario; the digest holds them.
    pub set: Vec<String>,
    /// SHA-256 of the evidence; null where the forecast was made without.
    pub evidence: Option<String>,
    /// Seed of the random numbers, as text: some programs round large numbers.
    pub seed: String,
    /// Version of the program.
    pub version: String,
    /// Engine that made the decisions.
    pub engine: String,
    /// Futures simulated.
    pub runs: usize,
    /// Draws of the parameters.
    pub draws: usize,
    /// Months simulated.
    pub horizon_months: usize,
    /// `true` if it was stopped before all runs were done.
    pub interrupted: bool,
    /// Command that makes the same findings.
    pub command: String,
    /// The questions, with their wording in full.
    pub questions: Vec<SealedQuestion>,
    /// Chance that the line has not broken by then.
    pub holds: Vec<ProbabilityAt>,
    /// Chance that a settlement, or the beginning of a truce that lasted, has come by then.
    pub settled: Vec<ProbabilityAt>,
    /// Shares of the ends by the horizon.
    pub ends: Vec<SealedEnd>,
    /// The front and coverage, among futures still contested.
    pub paths: Vec<SealedPath>,
    /// SHA-256 of the canonical JSON of the findings, as `--json` and a bundle hold them.
    pub findings: String,
    /// SHA-256 of the canonical JSON of everything else here.
    pub seal: String,
}

/// Name and digest of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SealedScenario {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Start date.
    pub start: String,
    /// SHA-256 of the resolved content.
    pub digest: String,
}

/// A question, its wording and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SealedQuestion {
    /// Name, by which outcomes are given.
    pub name: String,
    /// Its words.
    pub text: String,
    /// Last day that counts.
    pub by: String,
    /// Public wording it was taken from.
    pub preset: Option<String>,
    /// The event.
    pub event: String,
    /// Number in the event: km², a share, rounds or billions.
    pub value: Option<f64>,
    /// Instrument in the event.
    pub instrument: Option<String>,
    /// Member, change by an election, or kind of limited truces in the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Scope of the event within the war.
    pub scope: String,
    /// `true` if both sides must be bound.
    pub mutual: bool,
    /// Days that it must last at least.
    pub min_days: u32,
    /// `true` if `min_days` is the length announced.
    pub intended: bool,
    /// The moment that counts.
    pub stage: String,
    /// Probability; null where the model does not resolve it.
    pub p: Option<f64>,
    /// Lower end of the band between draws.
    pub low: Option<f64>,
    /// Upper end of the band between draws.
    pub high: Option<f64>,
    /// Standard error from the finite number of runs.
    pub mc_error: Option<f64>,
    /// Probability under the outside view of past wars, where it speaks to the question.
    pub outside_view: Option<f64>,
}

/// Share of one end of the war by the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SealedEnd {
    /// Its name.
    pub end: String,
    /// Share of futures.
    pub p: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
}

/// Front and coverage at a month: mean, and the 5 % and 95 % quantiles over futures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SealedPath {
    /// Months from the start.
    pub months: usize,
    /// Area gained by the invader since the start, km²: 5 %, mean, 95 %.
    pub area: [f64; 3],
    /// Coverage of the defender's need: 5 %, mean, 95 %.
    pub coverage: [f64; 3],
    /// Share of futures still contested; where it is 0 the other figures say nothing.
    pub contested: f64,
}

impl SealedForecast {
    /// The text of the file.
    ///
    /// # Errors
    ///
    /// [`LabError::Counts`] where it cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, LabError> {
        let value = serde_json::to_value(self).map(tidy_value);
        let text = value.and_then(|value| serde_json::to_string_pretty(&value));
        text.map(|text| text + "\n").map_err(|error| LabError::Counts(error.to_string()))
    }

    /// Writes the file, whole or not at all (decision 77); an existing file is replaced only on request.
    ///
    /// # Errors
    ///
    /// [`LabError::File`] where it cannot be written, or where a file exists.
    pub fn write(&self, path: &Path, replace: bool) -> Result<(), LabError> {
        let standing = if replace { IfExists::Replace } else { IfExists::Keep };
        atomic_write::atomic_write(path, self.to_json()?.as_bytes(), standing)
            .map_err(|error| LabError::File { path: path.display().to_string(), reason: error.to_string() })
    }
}

/// A sealed forecast as read from a file, intact or not.
#[derive(Debug, Clone, PartialEq)]
pub struct SealedFile {
    /// Name of the file, for messages.
    pub file: String,
    /// The forecast.
    pub sealed: SealedForecast,
    /// Everything in the file.
    pub(super) value: Value,
}

impl SealedFile {
    /// Reads a sealed forecast.
    ///
    /// # Errors
    ///
    /// Diagnostics where the file cannot be read, is no JSON, is something else, or is of another version. A broken
    /// seal is no error: see [`SealedFile::check_against`].
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let file = path.display().to_string();
        let refused = |diagnostic| Diagnostics::one(Source::new(file.as_str(), ""), diagnostic);
        let bytes = read_bytes(path).map_err(|error| refused(unreadable_file(path, &error)))?;
        if bytes.len() as u64 > LARGEST_FILE_BYTES {
            return Err(refused(damaged_file("it is larger than any sealed forecast")));
        }
        let text = String::from_utf8(bytes).map_err(|error| refused(damaged_file(&error.utf8_error().to_string())))?;
        Self::parse(&file, &text)
    }

    /// Reads a sealed forecast from a text; the name is for messages.
    ///
    /// # Errors
    ///
    /// Diagnostics as [`SealedFile::read`].
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let refused = |diagnostic| Diagnostics::one(Source::new(file, ""), diagnostic);
        let value = strict_json::read_strict(text).map_err(|error| refused(damaged_file(&error.to_string())))?;
        if value.get("kind").and_then(Value::as_str) != Some(KIND) {
            return Err(refused(not_sealed()));
        }
        if value.get("format").and_then(Value::as_u64) != Some(u64::from(FORMAT)) {
            return Err(refused(other_version(value.get("format"))));
        }
        let sealed =
            serde_json::from_value(value.clone()).map_err(|error| refused(damaged_file(&error.to_string())))?;
        Ok(Self { file: file.to_owned(), sealed, value })
    }
}

/// The seal of a file's content: the digest of all of it but the seal.
pub(super) fn seal_of(value: &Value) -> String {
    let mut rest = value.clone();
    if let Some(keys) = rest.as_object_mut() {
        keys.remove("seal");
    }
    digest_json(&rest)
}

/// Reads a file, up to one byte more than is allowed.
fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says why a file could not be opened or read: that it is missing or closed to the reader is no damage to it.
fn unreadable_file(path: &Path, error: &std::io::Error) -> Diagnostic {
    let what = "a sealed forecast, as `standoff forecast --seal` wrote it";
    if path.is_dir() {
        return Diagnostic::error("unreadable", "this is a folder").allowed(what).hint("name a file in it");
    }
    if error.kind() == std::io::ErrorKind::NotFound {
        return Diagnostic::error("missing-file", "there is no such file")
            .allowed(what)
            .hint("look at the name and the folder, or make one: standoff forecast --seal FILE");
    }
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
        .allowed(what)
        .hint("look at the rights of the file")
}

fn damaged_file(reason: &str) -> Diagnostic {
    Diagnostic::error("damaged", format!("this sealed forecast cannot be read: {reason}"))
        .allowed("a whole file as `standoff forecast --seal` wrote it")
        .hint("look whether the file is cut off, and get it again")
}

fn not_sealed() -> Diagnostic {
    Diagnostic::error("not-sealed", "this is JSON and no sealed forecast")
        .allowed(format!("a file whose `kind` is \"{KIND}\""))
        .hint("make one: standoff forecast --seal FILE")
}

fn other_version(found: Option<&Value>) -> Diagnostic {
    let found = found.map_or("of an unknown version".to_owned(), |found| format!("of version {found}"));
    Diagnostic::error("other-version", format!("this sealed forecast is {found}"))
        .allowed(format!("version {FORMAT}"))
        .hint("use the program of its time; its seal can be checked by hand with jq and sha256sum")
}
