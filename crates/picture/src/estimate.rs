//! A number with its interval.

use crate::scale::number::if_drawable;

/// A number with its interval; ends that are not finite mean that there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub at: f64,
    /// Low end of its interval.
    pub low: f64,
    /// High end of its interval.
    pub high: f64,
}

impl Estimate {
    /// A number without an interval.
    pub const fn exact(at: f64) -> Self {
        Self { at, low: f64::NAN, high: f64::NAN }
    }

    /// Its ends in order, if both are numbers that can be drawn.
    pub(crate) fn ordered_ends(self) -> Option<(f64, f64)> {
        let (low, high) = (if_drawable(self.low)?, if_drawable(self.high)?);
        Some((low.min(high), low.max(high)))
    }

    /// All numbers in it that can be drawn.
    pub(crate) fn drawable_numbers(self) -> impl Iterator<Item = f64> {
        [self.at, self.low, self.high].into_iter().filter_map(if_drawable)
    }
}
