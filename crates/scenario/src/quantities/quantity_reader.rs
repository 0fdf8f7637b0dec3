//! The parts that every form of a number shares: faults, units, conversion within bounds.

use std::ops::Range;

use standoff_world::quantity::{Conversion, Definition};

use super::unit::{Spelling, describe_bounds, describe_conversion};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::words::{format_measure, format_number, one_of, shorten};

/// Reads one number; `is_sound` turns false with the first fault.
pub(super) struct QuantityReader<'a> {
    pub path: &'a str,
    pub definition: &'static Definition,
    pub found: &'a mut Diagnostics,
    pub is_sound: bool,
}

impl QuantityReader<'_> {
    /// Adds a fault; the number is not used.
    pub fn push_fault(&mut self, diagnostic: Diagnostic) {
        self.is_sound = false;
        self.found.push(diagnostic);
    }

    /// The first spelling of the unit, to which all others are converted.
    pub fn base_unit(&self) -> Spelling {
        self.definition.unit.spellings()[0]
    }

    /// A value for messages that show how a number is written.
    pub fn example_value(&self) -> String {
        format_number(self.definition.default.unwrap_or(0.5))
    }

    /// The number and the unit of a text such as "0.5 per month"; without a unit, the base unit.
    pub fn read_words(&mut self, text: &str, span: &Range<usize>) -> Option<(f64, Spelling)> {
        let text = text.trim();
        let (number, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let Ok(value) = number.parse::<f64>() else {
            let text = shorten(text);
            let message = format!("\"{text}\" does not begin with a number");
            let allowed = format!("such as \"{} {}\"", self.example_value(), self.base_unit().0);
            self.push_fault(Diagnostic::error("not-a-number", message).at(span).allowed(allowed));
            return None;
        };
        let spelling = if unit.is_empty() { self.base_unit() } else { self.find_unit(unit, span)? };
        Some((value, spelling))
    }

    /// The spelling of a unit that fits the quantity.
    pub fn find_unit(&mut self, unit: &str, span: &Range<usize>) -> Option<Spelling> {
        let spellings = self.definition.unit.spellings();
        let unit = unit.split_whitespace().collect::<Vec<&str>>().join(" ");
        if let Some(spelling) = spellings.iter().find(|spelling| spelling.0 == unit) {
            return Some(*spelling);
        }
        let names = || spellings.iter().map(|spelling| spelling.0);
        let unit = shorten(&unit);
        let message = format!("the unit \"{unit}\" does not fit `{}`", self.path);
        let diagnostic = Diagnostic::error("wrong-unit", message).at(span).label(self.definition.meaning);
        self.push_fault(diagnostic.allowed(one_of(names())).nearest(&unit, names()));
        None
    }

    /// The value in the base unit, if it is a number within the bounds.
    ///
    /// `what` names the value in messages: empty for the value itself, or for instance "low end".
    pub fn convert_within_bounds(
        &mut self,
        what: &str,
        written: f64,
        spelling: Spelling,
        span: &Range<usize>,
    ) -> Option<f64> {
        let name = if what.is_empty() { format!("`{}`", self.path) } else { format!("the {what} of `{}`", self.path) };
        if !written.is_finite() {
            let message = format!("{name} is {written}, not a finite number");
            self.push_fault(
                Diagnostic::error("not-finite", message).at(span).allowed(describe_bounds(self.definition)),
            );
            return None;
        }
        let value = spelling.1.apply(written);
        // A unit that is not in proportion is that of a chance. A chance above one is refused before it is converted: its
        // logarithm or power could be a value within the bounds, or none.
        let chance = matches!(spelling.1, Conversion::Factor(_)) || (0.0..=1.0).contains(&written);
        let (low, high) = self.definition.bounds;
        if !chance || !value.is_finite() || value < low || value > high {
            let figures = if chance {
                describe_conversion(written, value, spelling, self.base_unit())
            } else {
                format_measure(written, spelling.0)
            };
            let message = format!("{name} is out of bounds: {figures}");
            let diagnostic = Diagnostic::error("out-of-bounds", message).at(span).label(self.definition.meaning);
            self.push_fault(diagnostic.allowed(describe_bounds(self.definition)));
            return None;
        }
        Some(value)
    }
}
