//! What reading every cell of a row needs: the names of the scenario, and a place for faults.

use super::columns::Column;
use super::kind::KindDefinition;
use super::names::Names;
use super::row::Row;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;

/// Reads rows with the names of one scenario.
pub(super) struct EventReader<'a> {
    pub names: &'a Names,
    pub file: usize,
    pub found: &'a mut Diagnostics,
}

impl EventReader<'_> {
    pub fn push_fault<T>(&mut self, row: &Row<'_>, column: Column, fault: Diagnostic) -> Option<T> {
        self.found.push(fault.at(row.span(column)));
        None
    }

    pub fn reject_missing<T>(&mut self, row: &Row<'_>, column: Column, allowed: impl Into<String>) -> Option<T> {
        let message = format!("`{}` is empty", column.name());
        self.push_fault(row, column, Diagnostic::error("missing-cell", message).allowed(allowed))
    }

    pub fn reject_unused<T>(&mut self, row: &Row<'_>, column: Column, definition: &KindDefinition) -> Option<T> {
        let message = format!("`{}` has no `{}`", definition.name, column.name());
        self.push_fault(row, column, Diagnostic::error("not-used", message).allowed("nothing"))
    }
}
