//! How the numbers of a chart are written.

use crate::scale::number::{format_number, format_signed};
use standoff_prose::numbers::percent_of_share;

/// How the numbers of a chart are written. Its data are in one unit, whichever this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// As they are.
    #[default]
    Number,
    /// Chances and shares in percent, as texts tell them.
    Percent,
}

impl Unit {
    /// A number in whole steps, as [`format_number`] has it.
    pub(crate) fn format(self, value: f64, step: f64) -> String {
        self.write(format_number(value, step))
    }

    /// The same with its sign.
    pub(crate) fn format_signed(self, value: f64, step: f64) -> String {
        self.write(format_signed(value, step))
    }

    /// A number that has been rounded.
    pub(crate) fn write(self, number: String) -> String {
        match self {
            Self::Number => number,
            Self::Percent => percent_of_share(&number),
        }
    }
}
