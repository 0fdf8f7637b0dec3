//! The cells of a table entered by hand, each read strictly; all that is wrong is told at once.

use crate::Table;
use crate::columns::Column;
use crate::table::shown;
use standoff_scenario::{Date, Diagnostic, Diagnostics};

/// Cells of a table, and what was found wrong with them.
pub(super) struct Cells<'a> {
    table: &'a Table,
    found: Option<Diagnostics>,
}

impl<'a> Cells<'a> {
    /// The cells of a table that has these columns.
    pub fn new(table: &'a Table, needed: &[&str]) -> Result<Self, Diagnostics> {
        needed.iter().try_for_each(|name| table.column(name).map(|_| ()))?;
        Ok(Self { table, found: None })
    }

    /// Whether the table has a column.
    pub fn has(&self, column: &str) -> bool {
        self.table.columns().iter().any(|(name, _)| name == column)
    }

    /// What is in a cell, as text; none where it is empty or there is no such column.
    pub fn text(&self, row: usize, column: &str) -> Option<String> {
        let column = self.table.columns().iter().find(|(name, _)| name == column).map(|(_, column)| column)?;
        match column {
            Column::Numbers(values) => values.get(row)?.map(|value| value.to_string()),
            Column::Counts(values) => values.get(row)?.map(|value| value.to_string()),
            Column::Flags(values) => values.get(row)?.map(|value| value.to_string()),
            Column::Words(values) => values.get(row)?.clone().filter(|word| !word.is_empty()),
        }
    }

    /// Notes what is wrong with a cell.
    pub fn refuse(&mut self, row: usize, column: &str, diagnostic: Diagnostic) {
        let next = self.table.refuse_at(row, column, diagnostic);
        let found = self.found.get_or_insert_with(|| Diagnostics::new(next.source().clone()));
        next.iter().for_each(|item| found.push(item.clone()));
    }

    /// A text that must be there.
    pub fn word(&mut self, row: usize, column: &str) -> Option<String> {
        let word = self.text(row, column);
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

    /// A number; what is no finite number is refused with what is `allowed`.
    pub fn number(&mut self, row: usize, column: &str, allowed: &str) -> Option<f64> {
        let text = self.text(row, column)?;
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.refuse(row, column, not_a_number(&text).allowed(allowed));
        }
        number
    }

    /// All that was found wrong.
    pub fn finish(self) -> Result<(), Diagnostics> {
        self.found.map_or(Ok(()), Err)
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
