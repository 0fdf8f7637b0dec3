//! Streams of random numbers for everything that is not a future of an ensemble.
//!
//! Every random number has an address below a seed (see [`standoff_num::Draws`], decision 60). Foresight, orders of causes and
//! permutations have seeds of their own: with the seed of the futures, an address would name the same number twice, and an
//! analysis would be correlated with the futures that it analyses.

/// Purpose of random numbers that are not those of futures. The key of a stream must never be reused for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RandomStream {
    /// Paths on which actors foresee the coalition.
    Foresight,
    /// The record that a filter goes through.
    Record,
    /// Forecasts ahead of the origin of a hindcast.
    Hindcast,
    /// Futures from the dates of a history.
    History,
    /// Orders of mechanisms in an attribution.
    MechanismOrders,
    /// Orders of causes between two forecasts.
    DifferenceOrders,
    /// Shuffles behind the test of a box.
    BoxShuffles,
    /// Permutations that show how large the largest swing would be by chance.
    SwingPermutations,
    /// What texts mean to the actors beyond their terms.
    Reasons,
    /// The draw and the state of a record in which a game begins.
    GameStart,
}

impl RandomStream {
    /// All streams.
    pub const ALL: [Self; 10] = [
        Self::Foresight,
        Self::Record,
        Self::Hindcast,
        Self::History,
        Self::MechanismOrders,
        Self::DifferenceOrders,
        Self::BoxShuffles,
        Self::SwingPermutations,
        Self::Reasons,
        Self::GameStart,
    ];

    /// Seed of the stream for a command with the given seed.
    ///
    /// ```
    /// use standoff_lab::random_stream::RandomStream;
    /// assert_ne!(RandomStream::Foresight.seed(1), RandomStream::Record.seed(1));
    /// assert_ne!(RandomStream::Foresight.seed(1), RandomStream::Foresight.seed(2));
    /// ```
    pub fn seed(self, seed: u64) -> u64 {
        seed ^ self.key()
    }

    /// Key of the stream: the letters of a word, so that a seed can be recognised in a debugger.
    fn key(self) -> u64 {
        match self {
            Self::Foresight => 0x666f_7265_7369_6768,
            Self::Record => 0x7265_636f_7264,
            Self::Hindcast => 0x0061_6865_6164,
            Self::History => 0x0068_6973_746f_7279,
            Self::MechanismOrders => 0x6f72_6465_7273_0000,
            Self::DifferenceOrders => 0x6469_6666_6572_0000,
            Self::BoxShuffles => 0x7368_7566_666c_6500,
            Self::SwingPermutations => 0x7065_726d_7574_6564,
            Self::Reasons => 0x7265_6173_6f6e_7300,
            Self::GameStart => 0x6265_6769_6e00_0000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn streams_share_no_seed() {
        let seeds: BTreeSet<u64> = RandomStream::ALL.into_iter().map(|stream| stream.seed(7)).chain([7]).collect();
        assert_eq!(seeds.len(), RandomStream::ALL.len() + 1);
    }
}
