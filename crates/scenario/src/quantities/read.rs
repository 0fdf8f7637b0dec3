//! A number against its definition: text or table, unit, bounds.

use std::ops::Range;

use standoff_num::Distribution;
use standoff_world::quantity::{Conversion, Definition};

use super::quantity::Quantity;
use super::quantity_reader::QuantityReader;
use super::unit::Spelling;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Node, Value};
use crate::words::format_number;

/// Reads a number against its definition; every fault goes to `found`, and nothing is returned after one.
pub(crate) fn read_quantity(
    path: &str,
    definition: &'static Definition,
    node: &Node,
    found: &mut Diagnostics,
) -> Option<Quantity> {
    let mut reader = QuantityReader { path, definition, found, is_sound: true };
    let quantity = reader.read_node(node);
    quantity.filter(|_| reader.is_sound)
}

/// Reads an amount to add to a quantity: unlike a value it may be negative, and where a unit is not in proportion to
/// the base unit, as with chances, it must be in the base unit.
pub(crate) fn read_difference(
    path: &str,
    definition: &'static Definition,
    node: &Node,
    found: &mut Diagnostics,
) -> Option<f64> {
    let mut reader = QuantityReader { path, definition, found, is_sound: true };
    let (written, spelling) = match &node.value {
        Value::Number { value, .. } => (*value, reader.base_unit()),
        Value::Text(text) => reader.read_words(text, &node.span)?,
        _ => return None,
    };
    match spelling.1 {
        Conversion::Factor(factor) if written.is_finite() => Some(written * factor),
        _ if spelling == reader.base_unit() && written.is_finite() => Some(written),
        _ => {
            let message = format!("\"{} {}\" cannot be added to `{path}`", format_number(written), spelling.0);
            reader.push_fault(Diagnostic::error("wrong-unit", message).at(&node.span).allowed(reader.base_unit().0));
            None
        }
    }
}

impl QuantityReader<'_> {
    fn read_node(&mut self, node: &Node) -> Option<Quantity> {
        match &node.value {
            Value::Number { value, .. } => self.fixed_quantity(*value, self.base_unit(), &node.span),
            Value::Text(text) => {
                let (value, spelling) = self.read_words(text, &node.span)?;
                self.fixed_quantity(value, spelling, &node.span)
            }
            Value::Table(table) => self.read_table(table, &node.span),
            other => {
                let message = format!("`{}` is {}, not a quantity", self.path, other.kind());
                let allowed =
                    format!("a number, \"{} {}\" or a table with `value`", self.example_value(), self.base_unit().0);
                self.push_fault(Diagnostic::error("wrong-type", message).at(&node.span).allowed(allowed));
                None
            }
        }
    }

    fn fixed_quantity(&mut self, written: f64, spelling: Spelling, span: &Range<usize>) -> Option<Quantity> {
        let value = self.convert_within_bounds("", written, spelling, span)?;
        let (source, date) = (None, None);
        let distribution = Distribution::Fixed(value);
        let (unit, span) = (spelling.0, span.clone());
        Some(Quantity { value, range: None, distribution, unit, source, date, grade: None, note: None, span })
    }
}
