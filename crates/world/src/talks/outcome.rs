//! What came of a round that was not a deal, and whom it blames (theory 3.8, decision 9).

use crate::talks::tracks::Talks;

/// What came of a round that was not a deal, or that none was held. Failed ratification counts as the defender's
/// *yes, but* (decision 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Outcome {
    /// No round was held.
    NoRound,
    /// The invader said *yes, but*.
    InvaderEvades,
    /// The invader refused openly.
    InvaderRefuses,
    /// The defender said *yes, but*.
    DefenderEvades,
    /// The defender refused openly.
    DefenderRefuses,
}

impl Outcome {
    /// All outcomes, in the order of [`Outcome::index`].
    pub const ALL: [Self; 5] =
        [Self::NoRound, Self::InvaderEvades, Self::InvaderRefuses, Self::DefenderEvades, Self::DefenderRefuses];

    /// Place in [`Outcome::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// How far the outcome tilts the great power's posture, and against whom.
    pub fn blame_tilt(self, talks: &Talks) -> (f64, crate::actors::roles::Side) {
        use crate::actors::roles::Side::{Defender, Invader};
        match self {
            Self::NoRound => (0.0, Invader),
            Self::InvaderEvades => (talks.evasion * talks.blame_invader, Invader),
            Self::InvaderRefuses => (talks.blame_invader, Invader),
            Self::DefenderEvades => (talks.evasion * talks.blame_defender, Defender),
            Self::DefenderRefuses => (talks.blame_defender, Defender),
        }
    }
}
