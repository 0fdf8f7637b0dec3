//! Positions of rows and values in the file of a table, for diagnostics.

use super::quotation::find_value_end;
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use std::ops::Range;

/// Positions of the rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RowPlaces {
    /// In a text: the byte at which each row begins.
    Text { source: Source, starts: Vec<usize> },
    /// In a binary file: rows have only a number.
    Rows { name: String },
}

impl RowPlaces {
    /// Positions in a binary file.
    pub fn numbered(name: &str) -> Self {
        Self::Rows { name: name.to_owned() }
    }

    /// Name of the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Text { source, .. } => source.name(),
            Self::Rows { name } => name,
        }
    }

    /// A diagnostic at the value of a row in a column, both counted from zero.
    pub fn refuse(&self, row: usize, column: usize, diagnostic: Diagnostic) -> Diagnostics {
        self.refuse_within(row, diagnostic, |text| value_range(text, column))
    }

    /// A diagnostic at a row.
    pub fn refuse_row(&self, row: usize, diagnostic: Diagnostic) -> Diagnostics {
        self.refuse_within(row, diagnostic, |text| 0..text.find(['\r', '\n']).unwrap_or(text.len()))
    }

    fn refuse_within(&self, row: usize, diagnostic: Diagnostic, within: impl Fn(&str) -> Range<usize>) -> Diagnostics {
        match self {
            Self::Rows { name } => {
                let message = format!("row {}: {}", row + 1, diagnostic.message);
                Diagnostics::one(Source::new(name.as_str(), ""), Diagnostic { message, ..diagnostic })
            }
            Self::Text { source, starts } => {
                let start = starts.get(row).copied().unwrap_or(0);
                let range = within(source.text().get(start..).unwrap_or_default());
                Diagnostics::one(source.clone(), diagnostic.at(&(start + range.start..start + range.end)))
            }
        }
    }
}

/// The place of a value in a text that begins with its row.
pub(super) fn value_range(text: &str, column: usize) -> Range<usize> {
    let mut start = 0;
    for _ in 0..column {
        start = value_end(text, start) + 1;
    }
    let end = value_end(text, start.min(text.len()));
    let value = text.get(start..end).unwrap_or_default();
    let begin = start + (value.len() - value.trim_start().len());
    let end = begin + value.trim().len();
    // A value that is missing has no letters to point at: point at what ends it, if anything does.
    if begin == end { start..(start + 1).min(text.len()).max(start) } else { begin..end }
}

/// End of the value that begins at `start`.
fn value_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + find_value_end(rest).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_their_row() {
        let text = "a, b ,\"c,\"\"d\n,e\"\r\nnext,1";
        let found = |column| &text[value_range(text, column)];
        assert_eq!([found(0), found(1), found(2)], ["a", "b", "\"c,\"\"d\n,e\""]);
        assert_eq!(&"a,,c"[value_range("a,,c", 1)], ",");
        assert!(value_range("a", 7).start >= 1);
        assert_eq!(value_range("a,", 1), 2..2);
    }

    #[test]
    fn a_mark_within_a_value_is_a_letter() {
        let text = "a 5\" gun,x\"y\",\"b\"\"c,d\"e\",f";
        let found: Vec<&str> = (0..4).map(|column| &text[value_range(text, column)]).collect();
        assert_eq!(found, ["a 5\" gun", "x\"y\"", "\"b\"\"c,d\"e\"", "f"]);
    }
}
