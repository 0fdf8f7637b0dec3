//! What is asked of a score: which wars, at what size.

use standoff_lab::ensemble::design::Resolution;
use std::path::PathBuf;

/// A score to be made.
#[derive(Debug, Clone)]
pub struct ScoreRequest {
    /// Names of the wars; none for all.
    pub wars: Vec<String>,
    /// Draws of the parameters that a forecast keeps.
    pub draws: usize,
    /// Futures of each forecast.
    pub runs: usize,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Folder in which forecasts are kept and from which they are taken, so that a score that was stopped goes on.
    pub keep: Option<PathBuf>,
    /// Command that reproduces it.
    pub command: String,
}

impl Default for ScoreRequest {
    fn default() -> Self {
        Self {
            wars: Vec::new(),
            draws: 64,
            runs: 2048,
            seed: 1,
            resolution: Resolution::default(),
            keep: None,
            command: "standoff wars score".to_owned(),
        }
    }
}
