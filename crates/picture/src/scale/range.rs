//! Ranges of numbers with round ends, and where they lie on the picture.

use crate::scale::number::if_drawable;
use crate::unit::Unit;
use standoff_prose::numbers::{format_rounded, step_for_error};

/// The least and the largest of the numbers that can be drawn.
pub(crate) fn drawable_extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter_map(if_drawable).fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// Range of an axis: from one round number to another, in round steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    low: f64,
    high: f64,
    step: f64,
    unit: Unit,
}

impl Range {
    /// The least range of at most about `most` round steps around two numbers.
    pub(crate) fn with_round_ends(low: f64, high: f64, most: f64) -> Self {
        let size = low.abs().max(high.abs());
        let flat = high - low < size * 1e-6 || high - low < 1e-9;
        let more = if flat { (size * 0.1).max(0.5) } else { 0.0 };
        let (low, high) = (low - more, high + more);
        let step = step_for_error((high - low) / most.max(1.0)).unwrap_or(1.0);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        Self { low: first * step, high: last.max(first + 1.0) * step, step, unit: Unit::Number }
    }

    /// The range around all numbers that can be drawn; none if there are none.
    pub(crate) fn around_values(values: impl IntoIterator<Item = f64>, most: f64) -> Option<Self> {
        drawable_extent(values).map(|(low, high)| Self::with_round_ends(low, high, most))
    }

    /// The range of shares: from 0 to 1.
    pub(crate) fn of_shares() -> Self {
        Self { low: 0.0, high: 1.0, step: 0.2, unit: Unit::Percent }
    }

    /// The same range with its numbers in this unit.
    pub(crate) fn in_unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    pub(crate) fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Round numbers in the range.
    pub(crate) fn ticks(self) -> Vec<f64> {
        let (first, last) = ((self.low / self.step).round(), (self.high / self.step).round());
        let count = (last - first).clamp(0.0, 100.0) as usize;
        (0..=count).map(|at| (first + at as f64) * self.step).collect()
    }

    /// A round number as text: large ones in millions and more.
    pub(crate) fn format_tick(self, value: f64) -> String {
        let (unit, name) = match self.step {
            step if step >= 1e12 => (1e12, " trn"),
            step if step >= 1e9 => (1e9, " bn"),
            step if step >= 1e6 => (1e6, " m"),
            _ => (1.0, ""),
        };
        let number = if value == 0.0 { "0".to_owned() } else { format_rounded(value / unit, self.step / unit) + name };
        self.unit.write(number)
    }

    pub(crate) fn tick_labels(self) -> Vec<String> {
        self.ticks().into_iter().map(|tick| self.format_tick(tick)).collect()
    }

    /// The scale that lays the range out between two places.
    pub(crate) fn scale_between(self, from: f64, to: f64) -> Scale {
        Scale { low: self.low, high: self.high, from, to }
    }
}

/// Scale from numbers to places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale from `low` to `high`, which need not be round.
    pub(crate) fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        Self { low, high: if high > low { high } else { low + 1.0 }, from, to }
    }

    /// The place of a number; beyond the ends, the end.
    pub(crate) fn position(self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + if share.is_finite() { share } else { 0.0 } * (self.to - self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_round_and_hold_their_numbers() {
        let range = Range::with_round_ends(0.03, 0.97, 5.0);
        assert_eq!(range.tick_labels(), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(Range::of_shares().tick_labels(), ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]);
        for (low, high) in [(0.0, 0.0), (-1e15, 1e15), (1e-30, 2e-30), (5.0, 5.000_000_1), (-3.0, 17.0)] {
            let range = Range::with_round_ends(low, high, 5.0);
            assert!(range.low <= low && range.high >= high, "{range:?}");
            assert!((2..=9).contains(&range.ticks().len()), "{range:?}");
        }
        assert_eq!(Range::around_values([f64::NAN, 1e300], 5.0), None);
    }
}
