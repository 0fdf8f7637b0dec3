//! Errors between a scenario and its findings.

use serde::{Deserialize, Serialize};
use standoff_scenario::Diagnostics;

/// Reason why one draw cannot be simulated. The other draws of the ensemble are not affected: the draw is left out, or kept
/// as rows with this reason (decision 76).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum DrawError {
    /// The odds at the front do not lie between 0 and 1.
    #[error("the odds at the front came out as {0}")]
    Odds(f64),
    /// The game has no finite solution.
    #[error("the values of the actors did not come out as numbers")]
    Values,
    /// No game was solved for the first step.
    #[error("there is no game")]
    NoGame,
    /// The scenario of the draw has no such outcome.
    #[error("no such outcome")]
    NoOutcome,
    /// The outside view has no answer for this outcome.
    #[error("the outside view does not speak to `{0}`: only to settled-M and deal-months")]
    OutsideView(String),
    /// No package would be signed at the start.
    #[error("nothing would be signed at the start")]
    NothingSigned,
    /// An estimate that the draw needs cannot be made.
    #[error("{0}")]
    Estimate(String),
    /// The states kept of a draw belong to another model.
    #[error("the draws kept are not of this model")]
    Foreign,
}

impl LabError {
    /// True where divided work cannot go on, since parts are missing or of no use, or it was stopped: what fails of the work itself
    /// fails in every shard alike, and is part of the answer.
    pub fn ends_divided_work(&self) -> bool {
        matches!(self, Self::NothingDone | Self::MissingShards { .. } | Self::Input(_) | Self::File { .. })
    }
}

impl From<DrawError> for LabError {
    /// Reports the reason of the first draw where no draw can be simulated.
    fn from(error: DrawError) -> Self {
        Self::AllFailed(error.to_string())
    }
}

/// Ranges of shards that a message names.
const NAMED_RANGES: usize = 50;

/// Shards as batch systems write them, counted from one: `2-5,7`.
fn missing_words(phase: &str, shards: &[usize]) -> String {
    let mut ranges: Vec<[usize; 2]> = Vec::new();
    for shard in shards.iter().map(|shard| shard + 1) {
        match ranges.last_mut() {
            Some([_, last]) if *last + 1 == shard => *last = shard,
            _ => ranges.push([shard; 2]),
        }
    }
    let named = ranges.iter().take(NAMED_RANGES);
    let named = named.map(|[first, last]| if first == last { first.to_string() } else { format!("{first}-{last}") });
    let named: Vec<String> = named.collect();
    let more = ranges.len().saturating_sub(NAMED_RANGES);
    let more = if more > 0 { format!(" and {more} more ranges") } else { String::new() };
    let noun = if shards.len() == 1 { "shard" } else { "shards" };
    format!("{phase}: no part of {noun} {}{more}", named.join(","))
}

/// Reason why a forecast or an analysis could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// It was cancelled before any run was made.
    #[error("stopped before the first future was finished")]
    NothingDone,
    /// Every run failed.
    #[error("every run failed; the first because {0}")]
    AllFailed(String),
    /// The counts do not fit.
    #[error("{0}")]
    Counts(String),
    /// An estimator refused its input.
    #[error("an estimate could not be made: {0}")]
    Estimate(String),
    /// A file could not be written or read.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Reason, as the operating system or the reader gives it.
        reason: String,
    },
    /// No state explains what was reported of a step.
    #[error("no state of the ensemble can explain what was reported of the step that ends on {date}:\n  {}", .events.join("\n  "))]
    ImpossibleEvent {
        /// Last day of the step.
        date: String,
        /// Its readings, the least likely first, and its events.
        events: Vec<String>,
    },
    /// The work is divided, and what this phase of it has made so far is not enough to go on: it needs the units of other shards.
    #[error("the units of other shards are needed: {0}")]
    AwaitsShards(String),
    /// The work is divided, and some shards have left no part of a phase that others have begun.
    #[error("{}", missing_words(.phase, .shards))]
    MissingShards {
        /// The phase.
        phase: String,
        /// The shards, from zero.
        shards: Vec<usize>,
    },
    /// Something that was read is not what it must be.
    #[error("{0}")]
    Input(Diagnostics),
}
