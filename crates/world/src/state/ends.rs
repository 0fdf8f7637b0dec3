//! The five ends of a war.

use serde::{Deserialize, Serialize};

/// The five ends of a war, the military one by its winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum End {
    /// A settlement inside the coalition's red lines.
    SettlementInside,
    /// A settlement beyond them.
    SettlementBeyond,
    /// A truce that lasted.
    Frozen,
    /// The invader holds the whole stake.
    InvaderWins,
    /// The defender has won the stake back.
    DefenderWins,
}

impl End {
    /// True if one side has won: nothing follows such an end.
    pub fn is_military(self) -> bool {
        matches!(self, Self::InvaderWins | Self::DefenderWins)
    }
}

/// Names of the ends in results, with a title and the ends that each covers. The last covers none: the war goes on.
pub const ENDS: [(&str, &str, &[End]); 5] = [
    ("settlement-inside", "a settlement inside the coalition's red lines", &[End::SettlementInside]),
    ("settlement-beyond", "a settlement beyond the coalition's red lines", &[End::SettlementBeyond]),
    ("frozen", "a frozen conflict: a truce that lasted", &[End::Frozen]),
    ("military", "a military end for either side", &[End::InvaderWins, End::DefenderWins]),
    ("still-at-war", "still at war, or in a young truce", &[]),
];

/// Name, title and ends covered.
pub type NamedEnd = (&'static str, &'static str, &'static [End]);

/// The ends that a war can have: where no coalition takes part there are no red lines, and a settlement is a settlement.
///
/// ```
/// use standoff_world::state::possible_ends;
/// assert_eq!(possible_ends(true).len(), 5);
/// assert_eq!(possible_ends(false)[0], ("settlement-inside", "a settlement", possible_ends(true)[0].2));
/// ```
pub fn possible_ends(has_coalition: bool) -> Vec<NamedEnd> {
    if has_coalition {
        return ENDS.to_vec();
    }
    let settlement = ("settlement-inside", "a settlement", ENDS[0].2);
    std::iter::once(settlement).chain(ENDS[2..].iter().copied()).collect()
}
