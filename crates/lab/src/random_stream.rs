//! Streams of random numbers that keep apart what must not share chance.
//!
//! A draw has an address below its seed (see [`standoff_num::Draws`]); what is not a future of an ensemble takes its
//! numbers from a seed of its own, so that no path of foresight, no order of causes and no permutation is ever the chance
//! of a future too.

/// What random numbers are for, where they are not those of futures. The key of a stream is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RandomStream {
    /// Paths on which actors foresee the coalition.
    Foresight,
    /// The record that a filter goes through.
    Record,
    /// Forecasts ahead of the origin of a hindcast.
    Hindcast,
    /// Orders of mechanisms in an attribution.
    MechanismOrders,
    /// Orders of causes between two forecasts.
    DifferenceOrders,
    /// Shuffles behind the test of a box.
    BoxShuffles,
    /// Permutations behind what chance makes of the largest swing.
    SwingPermutations,
}

impl RandomStream {
    /// All streams.
    pub const ALL: [Self; 7] = [
        Self::Foresight,
        Self::Record,
        Self::Hindcast,
        Self::MechanismOrders,
        Self::DifferenceOrders,
        Self::BoxShuffles,
        Self::SwingPermutations,
    ];

    /// The seed of the stream that goes with the seed of a command.
    ///
    /// ```
    /// use standoff_lab::random_stream::RandomStream;
    /// assert_ne!(RandomStream::Foresight.seed(1), RandomStream::Record.seed(1));
    /// assert_ne!(RandomStream::Foresight.seed(1), RandomStream::Foresight.seed(2));
    /// ```
    pub fn seed(self, seed: u64) -> u64 {
        seed ^ self.key()
    }

    /// Letters of a word, so that a seed in a debugger says what it is for.
    fn key(self) -> u64 {
        match self {
            Self::Foresight => 0x666f_7265_7369_6768,
            Self::Record => 0x7265_636f_7264,
            Self::Hindcast => 0x0061_6865_6164,
            Self::MechanismOrders => 0x6f72_6465_7273_0000,
            Self::DifferenceOrders => 0x6469_6666_6572_0000,
            Self::BoxShuffles => 0x7368_7566_666c_6500,
            Self::SwingPermutations => 0x7065_726d_7574_6564,
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
