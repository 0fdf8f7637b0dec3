//! The table itself: named columns of equal length, and diagnostics about them.

use super::row_places::RowPlaces;
use crate::columns::Column;
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// Beginning of the name that pandas gives to a column of row numbers.
const ROW_INDEX_PREFIX: &str = "__index_level_";
/// Most names listed in a message, so that a table of thousands of columns does not fill the screen.
const MOST_LISTED: usize = 30;

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(super) columns: Vec<(String, Column)>,
    /// Columns that the file has and that cannot be used, with the reason.
    unread: Vec<(String, String)>,
    /// Columns of time spans, which were read in days.
    time_spans: Vec<String>,
    pub(super) rows: usize,
    pub(super) places: RowPlaces,
}

impl Table {
    /// A table of columns; the name is for messages.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no column or no row, a name is empty or used twice, or lengths differ.
    pub fn new(name: &str, columns: Vec<(String, Column)>) -> Result<Self, Diagnostics> {
        Self::with_places(columns, Vec::new(), RowPlaces::numbered(name))
    }

    pub(super) fn with_places(
        columns: Vec<(String, Column)>,
        unread: Vec<(String, String)>,
        places: RowPlaces,
    ) -> Result<Self, Diagnostics> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        let table = Self { columns, unread, time_spans: Vec::new(), rows, places };
        match table.find_fault() {
            Some(diagnostic) => Err(table.refuse(diagnostic)),
            None => Ok(table),
        }
    }

    /// The same table, in which some columns hold time spans in days.
    pub(super) fn with_time_spans(self, time_spans: Vec<String>) -> Self {
        Self { time_spans, ..self }
    }

    /// Names of the columns that hold time spans; they are read in days.
    pub fn time_spans(&self) -> &[String] {
        &self.time_spans
    }

    /// The columns that cannot be used at all, with the reason.
    pub fn unusable_columns(&self) -> &[(String, String)] {
        &self.unread
    }

    /// Finds the first fault of the table as a whole.
    fn find_fault(&self) -> Option<Diagnostic> {
        if let Some((name, _)) = self.columns.iter().find(|(_, column)| column.len() != self.rows) {
            let message = format!("column `{}` is not as long as the first", escape_for_message(name));
            return Some(Diagnostic::error("ragged", message).allowed("columns of the same length"));
        }
        let read = self.columns.iter().map(|(name, _)| name.as_str());
        let names: Vec<&str> = read.chain(self.unread.iter().map(|(name, _)| name.as_str())).collect();
        find_name_fault(&names).or_else(|| {
            (self.rows == 0).then(|| {
                Diagnostic::error("empty-table", "the table has no rows")
                    .allowed("a row of names, and one or more rows of values")
                    .hint("look at what wrote the file: was everything filtered out?")
            })
        })
    }

    /// The name for messages: the path of the file.
    pub fn name(&self) -> &str {
        self.places.name()
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns in the order of the file.
    pub fn columns(&self) -> &[(String, Column)] {
        &self.columns
    }

    /// `true` for the name that pandas gives to a column of row numbers.
    pub fn is_row_index(name: &str) -> bool {
        name.starts_with(ROW_INDEX_PREFIX)
    }

    /// A column as it is.
    ///
    /// # Errors
    ///
    /// Diagnostics where there is no such column, with the nearest name, or where it cannot be used.
    pub fn column(&self, name: &str) -> Result<&Column, Diagnostics> {
        let found = self.columns.iter().find(|(one, _)| one == name);
        found.map(|(_, column)| column).ok_or_else(|| self.refuse(self.unknown_column(name)))
    }

    fn unknown_column(&self, name: &str) -> Diagnostic {
        if let Some((_, reason)) = self.unread.iter().find(|(one, _)| one == name) {
            let message = format!("the column `{}` cannot be used: {reason}", escape_for_message(name));
            return Diagnostic::error("unusable-column", message)
                .allowed("numbers, true and false, or text")
                .hint("write it with another type");
        }
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        let listed: Vec<String> =
            names.iter().take(MOST_LISTED).map(|name| format!("`{}`", escape_for_message(name))).collect();
        let more = names.len().saturating_sub(MOST_LISTED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        Diagnostic::error("unknown-column", format!("there is no column `{}`", escape_for_message(name)))
            .allowed(format!("{}{rest}", listed.join(", ")))
            .hint("names are case-sensitive")
            .nearest(name, names)
    }

    /// A diagnostic about the table as a whole.
    pub fn refuse(&self, diagnostic: Diagnostic) -> Diagnostics {
        Diagnostics::one(Source::new(self.name(), ""), diagnostic)
    }

    /// A diagnostic about one value, at its place.
    pub fn refuse_at(&self, row: usize, column: &str, diagnostic: Diagnostic) -> Diagnostics {
        let at = self.columns.iter().position(|(name, _)| name == column).unwrap_or(0);
        self.places.refuse(row, at, diagnostic)
    }

    /// A diagnostic about a row, at its place.
    pub fn refuse_row(&self, row: usize, diagnostic: Diagnostic) -> Diagnostics {
        self.places.refuse_row(row, diagnostic)
    }
}

/// Finds the first fault in the names of columns.
fn find_name_fault(names: &[&str]) -> Option<Diagnostic> {
    if names.is_empty() {
        return Some(
            Diagnostic::error("empty-table", "the table has no columns")
                .allowed("one or more columns")
                .hint("look at what wrote the file"),
        );
    }
    if let Some(at) = names.iter().position(|name| name.is_empty()) {
        let diagnostic = Diagnostic::error("no-name", format!("column {} has no name", at + 1));
        let hint = "a column that only numbers the rows is left out with index=False (pandas) or row.names=FALSE (R)";
        return Some(diagnostic.allowed("a name for every column, in the first line").hint(hint));
    }
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    let twice = sorted.windows(2).find(|pair| pair[0] == pair[1])?;
    let diagnostic =
        Diagnostic::error("name-twice", format!("the name `{}` stands over two columns", escape_for_message(twice[0])));
    Some(diagnostic.allowed("a name of its own for every column").hint("rename one of them, or leave it out"))
}

/// Prepares a word of the table for a message: cuts it short, and escapes control characters so that a file cannot
/// steer the terminal.
pub fn escape_for_message(word: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String = word.chars().take(LONGEST).collect();
    let dots = if cut.len() < word.len() { "..." } else { "" };
    format!("{}{dots}", cut.escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic_codes(found: &Diagnostics) -> Vec<&'static str> {
        found.iter().map(|item| item.code).collect()
    }

    #[test]
    fn faults_of_the_whole() {
        let one = |name: &str, length| (name.to_owned(), Column::Counts(vec![Some(1); length]));
        let refused = |columns| diagnostic_codes(&Table::new("t", columns).unwrap_err());
        assert_eq!(refused(vec![]), ["empty-table"]);
        assert_eq!(refused(vec![one("a", 0)]), ["empty-table"]);
        assert_eq!(refused(vec![one("a", 1), one("b", 2)]), ["ragged"]);
        assert_eq!(refused(vec![one("a", 1), one("", 1)]), ["no-name"]);
        assert_eq!(refused(vec![one("a", 1), one("b", 1), one("a", 1)]), ["name-twice"]);
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_reason() {
        let columns = vec![("a".to_owned(), Column::Counts(vec![Some(1)]))];
        let unread = vec![("list".to_owned(), "it is nested".to_owned())];
        let table = Table::with_places(columns, unread, RowPlaces::numbered("t")).unwrap();
        assert!(table.column("list").unwrap_err().to_string().contains("it is nested"));
        assert_eq!(diagnostic_codes(&table.column("b").unwrap_err()), ["unknown-column"]);
    }
}
