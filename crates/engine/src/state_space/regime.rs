//! War or truce: the two regimes in which actors still plan.

/// Number of regimes.
pub const REGIMES: usize = 2;

/// Regime of a planning state. The simulated world has two more, settled and over, in which no round is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// The war goes on.
    War,
    /// A truce holds.
    Truce,
}

impl Regime {
    /// Both, in the order of [`Regime::index`].
    pub const ALL: [Self; REGIMES] = [Self::War, Self::Truce];

    /// Regime of a position of the war.
    pub fn from_truce(truce: bool) -> Self {
        if truce { Self::Truce } else { Self::War }
    }

    /// Place in [`Regime::ALL`].
    #[inline(always)]
    pub fn index(self) -> usize {
        self as usize
    }

    /// True in a truce.
    #[inline(always)]
    pub fn is_truce(self) -> bool {
        self == Self::Truce
    }
}
