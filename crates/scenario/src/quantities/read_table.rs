//! A number written as a table: value, unit, range, distribution.

use std::ops::Range;

use standoff_num::{Distribution, DistributionError};

use super::distribution::{DISTRIBUTIONS, distribution_named};
use super::grade::Grade;
use super::quantity::{KEYS, Quantity};
use super::quantity_reader::QuantityReader;
use super::unit::Spelling;
use crate::document::diagnostic::Diagnostic;
use crate::document::tree::{Node, Table, Value};
use crate::words::{format_measure, format_number, one_of, shorten};

impl QuantityReader<'_> {
    /// The number of a table; none after a fault.
    pub fn read_table(&mut self, table: &Table, span: &Range<usize>) -> Option<Quantity> {
        self.check_keys(table);
        let spelling = match (table.text("unit"), table.span("unit")) {
            (Some(unit), Some(place)) => self.find_unit(unit, place)?,
            _ => self.base_unit(),
        };
        let value = self.read_value(table, spelling, span)?;
        let range = if table.has("range") { Some(self.read_range(table, spelling)?) } else { None };
        let distribution = self.choose_distribution(value, range, table)?;
        let place = |key: &str| table.span(key).cloned();
        Some(Quantity {
            value,
            range,
            distribution,
            unit: spelling.0,
            source: table.text("source").map(str::to_owned).zip(place("source")),
            date: table.date("date").zip(place("date")),
            grade: table.text("grade").and_then(Grade::from_name),
            note: table.text("note").map(str::to_owned),
            span: span.clone(),
        })
    }

    fn check_keys(&mut self, table: &Table) {
        for (key, entry) in &table.0 {
            let right = match (key.as_str(), &entry.node.value) {
                ("value", Value::Number { .. } | Value::Text(_)) => Ok(()),
                ("range", Value::List(_)) | ("date", Value::Date(_)) => Ok(()),
                ("unit" | "source" | "note", Value::Text(_)) => Ok(()),
                ("distribution", Value::Text(word)) if DISTRIBUTIONS.contains(&word.as_str()) => Ok(()),
                ("grade", Value::Text(word)) if Grade::WORDS.contains(&word.as_str()) => Ok(()),
                ("distribution", _) => Err(one_of(DISTRIBUTIONS.iter().copied())),
                ("grade", _) => Err(one_of(Grade::WORDS.iter().copied())),
                ("range", _) => Err("a list of two numbers".to_owned()),
                ("date", _) => Err("a date without quotes, such as 2026-12-31".to_owned()),
                ("value", _) => Err("a number".to_owned()),
                ("unit" | "source" | "note", _) => Err("text in quotes".to_owned()),
                _ => {
                    self.reject_key(key, &entry.key);
                    Ok(())
                }
            };
            if let Err(allowed) = right {
                self.reject_value(key, &entry.node, &allowed);
            }
        }
    }

    fn reject_key(&mut self, key: &str, place: &Range<usize>) {
        let names = || KEYS.iter().map(|&(name, _)| name);
        let message = format!("unknown key `{}` in the quantity `{}`", shorten(key), self.path);
        self.push_fault(
            Diagnostic::error("unknown-key", message).at(place).allowed(one_of(names())).nearest(key, names()),
        );
    }

    fn reject_value(&mut self, key: &str, node: &Node, allowed: &str) {
        let (code, what) = match &node.value {
            Value::Text(word) => ("unknown-word", format!("\"{}\"", shorten(word))),
            other => ("wrong-type", other.kind().to_owned()),
        };
        let message = format!("`{key}` of `{}` is {what}", self.path);
        let words = if key == "grade" { Grade::WORDS } else { DISTRIBUTIONS };
        let diagnostic = Diagnostic::error(code, message).at(&node.span).allowed(allowed);
        self.push_fault(match &node.value {
            Value::Text(word) => diagnostic.nearest(word, words.iter().copied()),
            _ => diagnostic,
        });
    }

    fn read_value(&mut self, table: &Table, spelling: Spelling, span: &Range<usize>) -> Option<f64> {
        let place = table.span("value").unwrap_or(span);
        match table.value("value") {
            Some(Value::Number { value, .. }) => self.convert_within_bounds("", *value, spelling, place),
            Some(Value::Text(text)) if !table.has("unit") && !table.has("range") => {
                let (value, own) = self.read_words(text, place)?;
                self.convert_within_bounds("", value, own, place)
            }
            Some(other) => {
                let message = format!("`value` of `{}` is {}", self.path, other.kind());
                self.push_fault(Diagnostic::error("wrong-type", message).at(place).allowed("a number"));
                None
            }
            None => {
                let message = format!("`{}` has no `value`", self.path);
                self.push_fault(Diagnostic::error("missing-key", message).at(span).hint("add `value = ...`"));
                None
            }
        }
    }

    fn read_range(&mut self, table: &Table, spelling: Spelling) -> Option<(f64, f64)> {
        let place = table.span("range")?;
        let Some(Value::List(ends)) = table.value("range") else { return None };
        let [
            Node { value: Value::Number { value: low, .. }, .. },
            Node { value: Value::Number { value: high, .. }, .. },
        ] = ends.as_slice()
        else {
            let message = format!("`range` of `{}` is not two numbers", self.path);
            self.push_fault(Diagnostic::error("wrong-type", message).at(place).allowed("[lowest, highest]"));
            return None;
        };
        if low > high {
            let message = format!(
                "the range of `{}` is reversed: {} is above {}",
                self.path,
                format_number(*low),
                format_number(*high)
            );
            let hint = format!("write [{}, {}]", format_number(*high), format_number(*low));
            self.push_fault(
                Diagnostic::error("reversed-range", message).at(place).allowed("[lowest, highest]").hint(hint),
            );
            return None;
        }
        let low = self.convert_within_bounds("low end", *low, spelling, &ends[0].span);
        let high = self.convert_within_bounds("high end", *high, spelling, &ends[1].span);
        low.zip(high)
    }

    fn choose_distribution(&mut self, value: f64, range: Option<(f64, f64)>, table: &Table) -> Option<Distribution> {
        let word = table.text("distribution");
        let Some((low, high)) = range else {
            if let (Some(_), Some(place)) = (word, table.span("distribution")) {
                let message = format!("`{}` has a distribution but no range", self.path);
                self.push_fault(
                    Diagnostic::error("missing-key", message).at(place).hint("add `range = [lowest, highest]`"),
                );
            }
            return Some(Distribution::Fixed(value));
        };
        let place = table.span("range")?;
        if value < low || value > high {
            let value_place = table.span("value").unwrap_or(place);
            let message = format!("the value of `{}` lies outside its range", self.path);
            let allowed = format!("{} to {}", format_number(low), format_measure(high, self.base_unit().0));
            self.push_fault(Diagnostic::error("value-outside-range", message).at(value_place).allowed(allowed));
            return None;
        }
        if low == high {
            return Some(Distribution::Fixed(value));
        }
        match distribution_named(word.unwrap_or("triangular"), low, value, high).checked() {
            Ok(distribution) => Some(distribution),
            Err(error) => {
                self.reject_distribution(error, table.span("distribution").unwrap_or(place));
                None
            }
        }
    }

    fn reject_distribution(&mut self, error: DistributionError, place: &Range<usize>) {
        let message = format!("the distribution of `{}` does not fit its numbers: {error}", self.path);
        let diagnostic = Diagnostic::error("bad-distribution", message).at(place);
        self.push_fault(match error {
            DistributionError::NotPositive { .. } => {
                diagnostic.allowed("a range above zero").hint("use \"triangular\" or \"uniform\"")
            }
            _ => diagnostic.hint("use \"triangular\""),
        });
    }
}
