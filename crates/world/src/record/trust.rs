//! Which of the standing reports are true.

use serde::{Deserialize, Serialize};

/// Which of the standing reports are true in a state: drawn once, when they were made, and carried with the state.
///
/// A standing report is weighed again in every step. Were its truth drawn anew each time, a report of nine parts in ten
/// would be as good as false after a year of silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// Whether there is fighting.
    pub calm: bool,
    /// The posture.
    pub posture: bool,
    /// Instruments, one bit each by place.
    pub instruments: u64,
}

impl Default for Trust {
    fn default() -> Self {
        Self { calm: true, posture: true, instruments: u64::MAX }
    }
}

impl Trust {
    /// Whether the report on an instrument is true. Instruments beyond the sixty-fourth share the last bit.
    pub(super) fn believes_instrument(self, place: usize) -> bool {
        self.instruments >> place.min(63) & 1 == 1
    }
}
