//! The description of a bundle, and of the files from which it can be made again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the bundle's layout.
pub const BUNDLE_FORMAT: u32 = 2;

/// Description of a bundle, the content of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Version of the layout.
    pub bundle_format: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the scenario's resolved content.
    pub digest: String,
    /// SHA-256 of the evidence that it starts from; absent where it was made without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Engine that made the decisions.
    pub engine: String,
    /// Command that made it, where it was made.
    pub command: String,
    /// Command that makes it again in the bundle's own folder, from its own files; add `--out DIR`.
    pub rerun: String,
    /// The files from which it can be made again: the scenario's text, and the event log if one was used.
    pub inputs: Vec<InputFile>,
    /// Draws of the whole design.
    pub draws: usize,
    /// Runs of the whole design.
    pub runs: usize,
    /// First and one past the last index of the runs in it.
    pub range: [usize; 2],
    /// `true` if all runs of the range are present.
    pub complete: bool,
    /// Central value of every parameter, in its base unit.
    pub parameters: BTreeMap<String, f64>,
}

/// A file of a bundle from which it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// Path within the bundle.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
