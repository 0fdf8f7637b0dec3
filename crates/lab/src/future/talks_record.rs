//! Rounds of talks in one future, counted by result and by track.

use serde::{Deserialize, Serialize};
use standoff_world::state::RoundResult;
use standoff_world::talks::outcome::Outcome;

/// Results that a round can have, each with its name in the findings, in the order in which the findings list them.
///
/// A round that comes to nothing always has one side that said no, so [`Outcome::NoRound`] is not among them.
pub const ROUND_RESULTS: [(RoundResult, &str); 8] = [
    (RoundResult::No(Outcome::InvaderEvades), "invader says yes, but"),
    (RoundResult::No(Outcome::InvaderRefuses), "invader refuses"),
    (RoundResult::No(Outcome::DefenderEvades), "defender says yes, but"),
    (RoundResult::No(Outcome::DefenderRefuses), "defender refuses"),
    (RoundResult::NotRatified, "not ratified"),
    (RoundResult::Truce, "truce"),
    (RoundResult::TruceRenewed, "truce renewed"),
    (RoundResult::Deal, "deal"),
];

/// Number of rounds with each result of [`ROUND_RESULTS`].
///
/// ```
/// use standoff_lab::future::talks_record::RoundCounts;
/// use standoff_world::state::RoundResult;
/// let mut counts = RoundCounts::default();
/// counts.add_round(RoundResult::Deal);
/// assert_eq!((counts.rounds_with(RoundResult::Deal), counts.rounds_with(RoundResult::Truce)), (1, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RoundCounts([u32; ROUND_RESULTS.len()]);

impl RoundCounts {
    /// Counts one more round with a result.
    pub fn add_round(&mut self, result: RoundResult) {
        if let Some(place) = place_of(result) {
            self.0[place] += 1;
        }
    }

    /// Rounds that had a result.
    pub fn rounds_with(&self, result: RoundResult) -> u32 {
        place_of(result).map_or(0, |place| self.0[place])
    }
}

fn place_of(result: RoundResult) -> Option<usize> {
    ROUND_RESULTS.iter().position(|(listed, _)| *listed == result)
}

/// Talks in one future while the war was contested.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TalksRecord {
    /// Rounds held.
    pub rounds: u32,
    /// Rounds held in the first twelve months.
    pub near_rounds: u32,
    /// Rounds by result.
    pub result_counts: RoundCounts,
    /// Rounds by track, in the order of the scenario's tracks.
    pub track_rounds: Vec<u32>,
    /// First month in which a limited truce of each kind began, in the order of the scenario's kinds; one that was under way
    /// when the future began does not count.
    pub limited_truce_month: Vec<Option<f64>>,
    /// Length of the way that drafts went from round to round, in steps of an issue.
    pub draft_motion_steps: f64,
    /// Distance between the first draft and the last, in steps of an issue.
    pub draft_movement_steps: f64,
}
