//! A question that is being read: its table, and the faults that any of its keys may have.

use std::ops::Range;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::scenario::Scenario;
use crate::words::format_number;

/// A question that is being read.
pub(super) struct QuestionReader<'a> {
    pub(super) name: &'a str,
    pub(super) place: &'a Range<usize>,
    pub(super) table: &'a Table,
    pub(super) scenario: &'a Scenario,
    pub(super) found: &'a mut Diagnostics,
}

impl QuestionReader<'_> {
    pub(super) fn reject_missing(&mut self, key: &str, allowed: &str) {
        let message = format!("the question `{}` needs `{key}`", self.name);
        self.found.push(Diagnostic::error("missing-key", message).at(self.place).allowed(allowed));
    }

    pub(super) fn read_value(&mut self, meaning: &str, (least, most): (f64, f64)) -> Option<f64> {
        let Some(value) = self.table.number("value") else {
            self.reject_missing("value", meaning);
            return None;
        };
        if !(least..=most).contains(&value) {
            let message = format!("`question.{}.value` is {}", self.name, format_number(value));
            let place = self.table.span("value").unwrap_or(self.place);
            let allowed = format!("{} to {}", format_number(least), format_number(most));
            self.found.push(Diagnostic::error("out-of-bounds", message).at(place).allowed(allowed));
        }
        Some(value)
    }

    pub(super) fn reject_absent(&mut self, needed: &str) {
        let place = self.table.span("event").unwrap_or(self.place);
        let message = format!("the question `{}` can only be asked where {needed}", self.name);
        self.found.push(Diagnostic::error("unknown-name", message).at(place));
    }
}
