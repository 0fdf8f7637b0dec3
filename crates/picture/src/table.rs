//! The data of a chart as a table, and as a file of comma-separated values.

use crate::scale::number::if_drawable;

/// Content of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number; one that is not finite is left empty.
    Number(f64),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

/// A row of words: the names of the columns.
pub(crate) fn header_row(names: &[&str]) -> Vec<Cell> {
    names.iter().map(|name| Cell::from(*name)).collect()
}

/// Rows as comma-separated values (RFC 4180), lines ended by CR LF.
///
/// Text that a spreadsheet would run as a formula, which begins with `=`, `+`, `-`, `@`, a tab or a carriage return, gets
/// an apostrophe before it. Numbers stay numbers.
///
/// ```
/// use standoff_picture::{Cell, to_csv};
/// let rows = [vec![Cell::from("=1+1"), Cell::from("a \"b\", c"), Cell::Number(-0.5), Cell::Number(f64::NAN), Cell::Empty]];
/// assert_eq!(to_csv(&rows), "'=1+1,\"a \"\"b\"\", c\",-0.5,,\r\n");
/// ```
pub fn to_csv(rows: &[Vec<Cell>]) -> String {
    rows.iter().map(|row| row.iter().map(csv_field).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

fn csv_field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quote_field(&defuse_formula(text)),
        Cell::Number(value) => if_drawable(*value).map(|value| value.to_string()).unwrap_or_default(),
        Cell::Empty => String::new(),
    }
}

fn defuse_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn quote_field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
