//! A row of the log as written in its file, whatever the format.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{COLUMNS, Column};

/// A cell with its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub span: Range<usize>,
}

/// One row: a cell for every column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row<'a> {
    pub line: usize,
    pub span: Range<usize>,
    pub cells: [Cell<'a>; COLUMNS.len()],
    /// Whether text may carry the apostrophe that keeps a table program from reading it as a formula.
    pub guarded: bool,
}

impl<'a> Row<'a> {
    pub fn cell(&self, column: Column) -> &Cell<'a> {
        &self.cells[column as usize]
    }

    /// Text of a column, without the space around it.
    pub fn text(&self, column: Column) -> &str {
        self.cell(column).text.trim()
    }

    /// The place of a column; that of the row where it was left out.
    pub fn span(&self, column: Column) -> &Range<usize> {
        let span = &self.cell(column).span;
        if span.end == 0 { &self.span } else { span }
    }
}
