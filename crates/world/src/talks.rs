//! Talks: rounds on several tracks, the menu of drafts, the ways to answer, and blame (theory 3.8, model-decisions 4–6).

use crate::quantities;
use crate::roles::Role;

quantities! {
    /// How talks work.
    Talks {
        sharpness: Number, 0.1 => 1e5, 60.0 in (30.0, 150.0), "lam", "Sharpness of choices: how surely the better option is taken";
        form_sharpness: Number, 0.1 => 1e6, 500.0, "lamF", "Sharpness of the choice between an evasive and an open no";
        proximity: Number, 1e-3 => 1e3, 1.5 in (0.75, 3.0), "sx", "Distance over which a new draft may stray from the one on the table";
        blame_invader: Share, 0.0 => 1.0, 0.10 in (0.0, 0.5), "bR", "Tilt of the great power's posture when the invader refuses";
        blame_defender: Share, 0.0 => 1.0, 0.25 in (0.0, 0.5), "bU", "Tilt of the great power's posture when the defender refuses";
        evasion: Share, 0.0 => 1.0, 0.3 in (0.0, 0.6), "det", "Part of the blame that an evasive yes, but still draws";
        blame_out: Share, 0.0 => 1.0, 0.15 in (0.0, 0.4), "bo", "Part of a tilt that goes to leaving rather than pressing";
        refusal_cost: Number, 0.0 => 1.0, 0.002 in (0.0, 0.005), "rc", "Direct cost of an open refusal";
        withheld_guarantee: Share, 0.0 => 1.0, 0.6 in (0.3, 0.9), "om_g", "Part of a guarantee that only the coalition can deliver";
        withheld_relief: Share, 0.0 => 1.0, 0.7 in (0.3, 0.9), "om_s", "Part of relief and assets that only the coalition can deliver";
    }
}

/// A track of talks.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Who writes the drafts.
    pub owner: Role,
    /// Share of all rounds that are held on it.
    pub share: f64,
}

/// What came of a round that was not a deal, or that none was held. Failed ratification counts as the defender's
/// *yes, but* (model-decisions 9).
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
    pub fn blame(self, talks: &Talks) -> (f64, crate::roles::Side) {
        use crate::roles::Side::{Defender, Invader};
        match self {
            Self::NoRound => (0.0, Invader),
            Self::InvaderEvades => (talks.evasion * talks.blame_invader, Invader),
            Self::InvaderRefuses => (talks.blame_invader, Invader),
            Self::DefenderEvades => (talks.evasion * talks.blame_defender, Defender),
            Self::DefenderRefuses => (talks.blame_defender, Defender),
        }
    }
}
