//! Values against the shapes declared for their keys.

use crate::document::tree::{Table, Value};
use crate::keys::shape::Shape;
use crate::path::is_name;
use crate::words::{format_number, shorten};

/// Whether a value has a shape.
pub(super) fn matches_shape(shape: Shape, value: &Value) -> bool {
    match (shape, value) {
        (Shape::Text | Shape::Amount, Value::Text(_))
        | (Shape::Flag, Value::Flag(_))
        | (Shape::Date, Value::Date(_)) => true,
        (Shape::Name, Value::Text(name)) => is_name(name),
        (Shape::Voters, Value::Text(_)) => true,
        (Shape::Names | Shape::Texts | Shape::Paths | Shape::Voters, Value::List(items)) => {
            items.iter().all(|item| matches!(item.value, Value::Text(_)))
        }
        (Shape::Choice(words), Value::Text(word)) => words.contains(&word.as_str()),
        (Shape::Whole(low, high), Value::Number { value, whole: true }) => {
            (f64::from(low)..=f64::from(high)).contains(value)
        }
        (Shape::Number(low, high), Value::Number { value, .. }) => (low..=high).contains(value),
        (Shape::Amount, Value::Number { value, .. }) => value.is_finite(),
        (Shape::Rule, Value::Text(word)) => ["one-holder", "unanimity"].contains(&word.as_str()),
        (Shape::Rule, Value::Table(table)) => is_rule(table),
        _ => false,
    }
}

fn is_rule(table: &Table) -> bool {
    let whole = |value: Option<&Value>| matches!(value, Some(Value::Number { whole: true, .. }));
    match table.0.len() {
        1 => whole(table.value("at_least")) && table.count("at_least").is_some(),
        2 => table.number("members").is_some() && table.number("weight").is_some(),
        _ => false,
    }
}

/// The code of the fault, and what a value of another shape is.
pub(super) fn describe_mismatch(shape: Shape, value: &Value) -> (&'static str, String) {
    match (shape, value) {
        (Shape::Name, Value::Text(name)) => ("bad-name", format!("\"{}\", which cannot be a name", shorten(name))),
        (Shape::Choice(_) | Shape::Rule, Value::Text(word)) => ("unknown-word", format!("\"{}\"", shorten(word))),
        (Shape::Rule, Value::Table(_)) => ("bad-rule", "a table that states no voting rule".to_owned()),
        (Shape::Whole(..) | Shape::Number(..) | Shape::Amount, Value::Number { value, .. }) => {
            ("out-of-bounds", format_number(*value))
        }
        (Shape::Names | Shape::Texts | Shape::Paths | Shape::Voters, Value::List(_)) => {
            ("wrong-type", "a list with something that is not text".to_owned())
        }
        _ => ("wrong-type", value.kind().to_owned()),
    }
}
