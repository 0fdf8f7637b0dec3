//! A round of talks and what came of it.

use crate::talks::outcome::Outcome;
use serde::{Deserialize, Serialize};

/// Result of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoundResult {
    /// A settlement was agreed in principle.
    Deal,
    /// A truce was agreed.
    Truce,
    /// A truce in force was agreed once more.
    TruceRenewed,
    /// Both said yes and the defender's public did not.
    NotRatified,
    /// One of the belligerents said no.
    No(Outcome),
}

/// A round of talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundHeld {
    /// The track.
    pub track: usize,
    /// The draft before.
    pub before: usize,
    /// The draft tabled.
    pub draft: usize,
    /// Its result.
    pub result: RoundResult,
}

/// Results of a round that reports tell apart.
pub const RESULTS: [RoundResult; 7] = [
    RoundResult::Deal,
    RoundResult::Truce,
    RoundResult::NotRatified,
    RoundResult::No(Outcome::InvaderEvades),
    RoundResult::No(Outcome::InvaderRefuses),
    RoundResult::No(Outcome::DefenderEvades),
    RoundResult::No(Outcome::DefenderRefuses),
];
