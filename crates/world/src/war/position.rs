//! The position of a war, as actors see it when they decide.

use crate::actors::roles::Side;
use crate::state::backing::Backing;

/// Position of a war, as actors see it when they decide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Whether a truce is in force.
    pub truce: bool,
    /// The invader's share of the stake.
    pub held: f64,
    /// Coverage of the defender's need.
    pub coverage: f64,
    /// Whether pooled money flows or is decided.
    pub pooled: bool,
    /// Posture of the great power.
    pub posture: usize,
    /// Backers that stand behind their side.
    pub backing: Backing,
    /// Stamina of the invader.
    pub invader_stamina: usize,
    /// Stamina of the defender.
    pub defender_stamina: usize,
    /// Draft on the table.
    pub draft: usize,
    /// Side that the tide is with.
    pub tide: Option<Side>,
    /// Share of the disagreement about the odds at the start that learning has left.
    pub gap_left: f64,
}
