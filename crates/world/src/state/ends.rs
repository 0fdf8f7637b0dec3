//! The five ends of a war.

/// The five ends of a war, the military one by its winner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    ("still-at-war", "still at war, or in a truce younger than that", &[]),
];
