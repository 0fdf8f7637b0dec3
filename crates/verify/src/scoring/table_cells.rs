//! The cells of a table entered by hand, each read strictly as it was written. All faults are reported at once
//! (decision 64).

use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, escape_for_message};
use std::collections::BTreeMap;

/// Largest absolute value that is read: far beyond any question, and far below the values whose sums and squares
/// overflow.
const LARGEST_NUMBER: f64 = 1e15;

/// Cells of a table, and the faults found in them.
pub(super) struct TableCells<'a> {
    table: &'a Table,
    words: BTreeMap<&'static str, Vec<Option<String>>>,
    /// Names of the rows, made when the first is asked for.
    rows: Vec<String>,
    faults: Option<Diagnostics>,
}

impl<'a> TableCells<'a> {
    /// Reads the columns that are `needed`, and those of `other` that exist.
    pub fn new(table: &'a Table, needed: &[&'static str], other: &[&'static str]) -> Result<Self, Diagnostics> {
        needed.iter().try_for_each(|name| table.column(name).map(|_| ()))?;
        let has = |name: &str| table.columns().iter().any(|(one, _)| one == name);
        let names: Vec<&'static str> = needed.iter().chain(other).copied().filter(|name| has(name)).collect();
        let words = names.iter().copied().zip(table.cells_as_written(&names)).collect();
        Ok(Self { table, words, rows: Vec::new(), faults: None })
    }

    /// `true` if the table has a column.
    pub fn has_column(&self, column: &str) -> bool {
        self.words.contains_key(column)
    }

    /// The text of a cell as it was written; none where it is empty or the column does not exist.
    pub fn cell_text(&self, row: usize, column: &str) -> Option<&str> {
        self.words.get(column)?.get(row)?.as_deref()
    }

    /// The text of a cell for a number. `NA` counts as empty: R writes it for a missing number.
    pub fn number_text(&self, row: usize, column: &str) -> Option<&str> {
        self.cell_text(row, column).filter(|text| *text != "NA")
    }

    /// The place of a row for a message, such as "line 2".
    pub fn row_name(&mut self, row: usize) -> String {
        if self.rows.is_empty() {
            self.rows = self.table.row_names();
        }
        self.rows.get(row).cloned().unwrap_or_default()
    }

    /// Adds a fault of a cell.
    pub fn refuse_cell(&mut self, row: usize, column: &str, diagnostic: Diagnostic) {
        let next = self.table.refuse_at(row, column, diagnostic);
        let found = self.faults.get_or_insert_with(|| Diagnostics::new(next.source().clone()));
        next.iter().for_each(|item| found.push(item.clone()));
    }

    /// Reads a text that is required.
    pub fn required_text(&mut self, row: usize, column: &str) -> Option<String> {
        let word = self.cell_text(row, column).map(str::to_owned);
        if word.is_none() {
            let diagnostic = Diagnostic::error("missing", format!("there is no {column} here"));
            self.refuse_cell(row, column, diagnostic.allowed(format!("a {column} in every row")));
        }
        word
    }

    /// Reads a day that is required.
    pub fn required_day(&mut self, row: usize, column: &str) -> Option<Date> {
        let text = self.required_text(row, column)?;
        let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
        if day.is_none() {
            let diagnostic = Diagnostic::error("bad-date", format!("`{}` is no day", escape_for_message(&text)));
            self.refuse_cell(row, column, diagnostic.allowed("a day such as 2025-12-31"));
        }
        day
    }

    /// Reads a number, if there is one. A text that is no finite number is a fault, reported with what is `allowed`.
    pub fn optional_number(&mut self, row: usize, column: &str, allowed: &str) -> Option<f64> {
        let text = self.number_text(row, column)?.to_owned();
        let diagnostic = match parse_number(&text) {
            Ok(number) => return Some(number),
            Err(NumberFault::TooLarge) => return self.refuse_too_large(row, column, &text),
            Err(NumberFault::NoNumber) => not_a_number(&text).allowed(allowed),
        };
        self.refuse_cell(row, column, diagnostic);
        None
    }

    /// Adds the fault that a number is too large.
    pub fn refuse_too_large<T>(&mut self, row: usize, column: &str, text: &str) -> Option<T> {
        let diagnostic = Diagnostic::error("out-of-bounds", format!("`{}` is too large", escape_for_message(text)));
        let allowed = format!("a number from -{LARGEST_NUMBER:e} to {LARGEST_NUMBER:e}");
        self.refuse_cell(row, column, diagnostic.allowed(allowed).hint("state it in a larger unit, in every file"));
        None
    }

    /// `true` if a cell was refused.
    pub fn has_faults(&self) -> bool {
        self.faults.is_some()
    }

    /// Returns the faults as an error, if there are any.
    pub fn finish(self) -> Result<(), Diagnostics> {
        self.faults.map_or(Ok(()), Err)
    }
}

/// Reasons why a text is no usable number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is none, or one of the words for what is not finite.
    NoNumber,
    /// It is beyond what is read.
    TooLarge,
}

/// The number that a text states.
pub(super) fn parse_number(text: &str) -> Result<f64, NumberFault> {
    let number = text.parse::<f64>().map_err(|_| NumberFault::NoNumber)?;
    match number.abs() <= LARGEST_NUMBER {
        true => Ok(number),
        // The standard library also parses `inf` and `nan`; those have no digits.
        false if text.contains(|letter: char| letter.is_ascii_digit()) => Err(NumberFault::TooLarge),
        false => Err(NumberFault::NoNumber),
    }
}

fn not_a_number(text: &str) -> Diagnostic {
    let percent = text.strip_suffix('%').and_then(|rest| rest.trim().parse::<f64>().ok());
    match percent {
        Some(percent) => Diagnostic::error("percent", format!("`{}` is in percent", escape_for_message(text)))
            .hint(format!("write {}", percent / 100.0)),
        None => Diagnostic::error("not-a-number", format!("`{}` is no number", escape_for_message(text)))
            .hint("numbers have a point, not a comma"),
    }
}
