//! Events of a step.

use crate::quantity::hazard_over;
use crate::state::ends::End;
use crate::state::round::RoundHeld;
use crate::talks::packages::Terms;
use serde::{Deserialize, Serialize};

/// A settlement that takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The package.
    pub draft: usize,
    /// Whether the coalition delivers its parts.
    pub consent: bool,
    /// The terms in force.
    pub terms: Terms,
    /// Whether they lie beyond the coalition's red lines.
    pub beyond: bool,
    /// Hazard a month that the invader attacks again, or goes beyond the stake.
    pub hazard: f64,
    /// What saying yes was worth to the invader and to the defender over saying no, each as a share of its stake, when
    /// it said so: before the vote, and before the coalition had answered.
    pub gains: [f64; 2],
    /// Chance of the vote that ratified it.
    pub ratification: f64,
}

/// Loss from which a signature counts as worse than a small error of judgement: a sixtieth of a signer's stake.
pub const NOTABLE_LOSS: f64 = 1.0 / 60.0;

impl Signature {
    /// What saying yes was worth to the signer that gained less.
    pub fn least_gain(&self) -> f64 {
        self.gains[0].min(self.gains[1])
    }

    /// Chance that the peace holds for five years.
    pub fn five_year_peace(&self) -> f64 {
        1.0 - hazard_over(self.hazard, FIVE_YEARS)
    }
}

/// Months of a peace that is said to last.
const FIVE_YEARS: f64 = 60.0;

/// Events of a step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Events {
    /// A round was held.
    pub round: Option<RoundHeld>,
    /// Both sides agreed to a settlement in principle.
    pub agreed: bool,
    /// The text of a settlement was signed.
    pub text_signed: bool,
    /// A settlement was voted down.
    pub rejected: bool,
    /// A settlement under way fell apart.
    pub fell_apart: bool,
    /// A settlement took effect.
    pub signature: Option<Signature>,
    /// A truce began.
    pub truce_began: bool,
    /// A truce broke.
    pub truce_broke: bool,
    /// Limited truces that began, were kept and were broken.
    pub limited_truces: LimitedTruceEvents,
    /// The peace failed.
    pub peace_failed: bool,
    /// The ways in which the line broke, in the order of [`crate::state::breaks::Break::ALL`].
    pub breaks: [bool; 5],
    /// Backers that joined and left.
    pub backers: BackerEvents,
    /// Events in the coalition.
    pub coalition: CoalitionEvents,
    /// The war ended.
    pub end: Option<End>,
}

/// Limited truces in a step: one bit a kind, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LimitedTruceEvents {
    /// Kinds of which one began.
    pub began: u8,
    /// Kinds of which one was kept to its end.
    pub kept: u8,
    /// Kinds of which one was broken.
    pub broken: u8,
}

/// Backers in a step: one bit each, by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackerEvents {
    /// Those that began to back their side.
    pub joined: u8,
    /// Those that stopped.
    pub left: u8,
}

/// Events in the coalition in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CoalitionEvents {
    /// A key instrument closed: its place in the list.
    pub key_closed: Option<usize>,
    /// Members that stopped paying.
    pub exits: u32,
}
