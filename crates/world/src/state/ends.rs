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
