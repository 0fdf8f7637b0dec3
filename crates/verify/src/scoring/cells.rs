//! The cells of a table entered by hand, each read strictly as it was written; all that is wrong is told at once.

use standoff_scenario::{Date, Diagnostic, Diagnostics};
use standoff_table::table::{Table, shown};
use std::collections::BTreeMap;

/// Largest number that is read, on either side of nought: far beyond what anybody asks for, and far from where sums and
/// squares of it are no longer numbers.
const LARGEST: f64 = 1e15;

/// Cells of a table, and what was found wrong with them.
pub(super) struct Cells<'a> {
    table: &'a Table,
    words: BTreeMap<&'static str, Vec<Option<String>>>,
    /// Names of the rows, made when the first is asked for.
    rows: Vec<String>,
    found: Option<Diagnostics>,
}

impl<'a> Cells<'a> {
    /// The cells of a table that has the columns that are needed, and may have others.
    pub fn new(table: &'a Table, needed: &[&'static str], other: &[&'static str]) -> Result<Self, Diagnostics> {
        needed.iter().try_for_each(|name| table.column(name).map(|_| ()))?;
        let has = |name: &str| table.columns().iter().any(|(one, _)| one == name);
        let names: Vec<&'static str> = needed.iter().chain(other).copied().filter(|name| has(name)).collect();
        let words = names.iter().copied().zip(table.words(&names)).collect();
        Ok(Self { table, words, rows: Vec::new(), found: None })
    }

    /// Whether the table has a column.
    pub fn has(&self, column: &str) -> bool {
        self.words.contains_key(column)
    }

    /// What is in a cell, as it was written; none where it is empty or there is no such column.
    pub fn text(&self, row: usize, column: &str) -> Option<&str> {
        self.words.get(column)?.get(row)?.as_deref()
    }

    /// What is in a cell for a number, where `NA` is empty.
    pub fn figure(&self, row: usize, column: &str) -> Option<&str> {
        self.text(row, column).filter(|text| *text != "NA")
    }

    /// The place of a row for a message, such as "line 2".
    pub fn row_name(&mut self, row: usize) -> String {
        if self.rows.is_empty() {
            self.rows = self.table.row_names();
        }
        self.rows.get(row).cloned().unwrap_or_default()
    }

    /// Notes what is wrong with a cell.
    pub fn refuse(&mut self, row: usize, column: &str, diagnostic: Diagnostic) {
        let next = self.table.refuse_at(row, column, diagnostic);
        let found = self.found.get_or_insert_with(|| Diagnostics::new(next.source().clone()));
        next.iter().for_each(|item| found.push(item.clone()));
    }

    /// A text that must be there.
    pub fn word(&mut self, row: usize, column: &str) -> Option<String> {
        let word = self.text(row, column).map(str::to_owned);
        if word.is_none() {
            let diagnostic = Diagnostic::error("missing", format!("there is no {column} here"));
            self.refuse(row, column, diagnostic.allowed(format!("a {column} in every row")));
        }
        word
    }

    /// A day that must be there.
    pub fn day(&mut self, row: usize, column: &str) -> Option<Date> {
        let text = self.word(row, column)?;
        let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
        if day.is_none() {
            let diagnostic = Diagnostic::error("bad-date", format!("`{}` is no day", shown(&text)));
            self.refuse(row, column, diagnostic.allowed("a day such as 2025-12-31"));
        }
        day
    }

    /// A number; what is none that can be reckoned with is refused with what is `allowed`.
    pub fn number(&mut self, row: usize, column: &str, allowed: &str) -> Option<f64> {
        let text = self.figure(row, column)?.to_owned();
        let diagnostic = match number(&text) {
            Ok(number) => return Some(number),
            Err(Unfit::TooLarge) => return self.too_large(row, column, &text),
            Err(Unfit::NoNumber) => not_a_number(&text).allowed(allowed),
        };
        self.refuse(row, column, diagnostic);
        None
    }

    /// Notes a number that is too large.
    pub fn too_large<T>(&mut self, row: usize, column: &str, text: &str) -> Option<T> {
        let diagnostic = Diagnostic::error("out-of-bounds", format!("`{}` is too large", shown(text)));
        let allowed = format!("a number from -{LARGEST:e} to {LARGEST:e}");
        self.refuse(row, column, diagnostic.allowed(allowed).hint("state it in a larger unit, in every file"));
        None
    }

    /// All that was found wrong.
    pub fn finish(self) -> Result<(), Diagnostics> {
        self.found.map_or(Ok(()), Err)
    }
}

/// Why a text is no number that can be reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It is none, or one of the words for what is not finite.
    NoNumber,
    /// It is beyond what is read.
    TooLarge,
}

/// The number that a text states.
pub(super) fn number(text: &str) -> Result<f64, Unfit> {
    let number = text.parse::<f64>().map_err(|_| Unfit::NoNumber)?;
    match number.abs() <= LARGEST {
        true => Ok(number),
        // Words for what is not finite are read as numbers too.
        false if text.contains(|letter: char| letter.is_ascii_digit()) => Err(Unfit::TooLarge),
        false => Err(Unfit::NoNumber),
    }
}

fn not_a_number(text: &str) -> Diagnostic {
    let percent = text.strip_suffix('%').and_then(|rest| rest.trim().parse::<f64>().ok());
    match percent {
        Some(percent) => Diagnostic::error("percent", format!("`{}` is in percent", shown(text)))
            .hint(format!("write {}", percent / 100.0)),
        None => Diagnostic::error("not-a-number", format!("`{}` is no number", shown(text)))
            .hint("numbers have a point, not a comma"),
    }
}
