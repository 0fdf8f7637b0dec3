//! Rows about one parameter: its path, and below it what it is.

use standoff_prose::page::Page;
use standoff_prose::table::{Cell, Table};

/// Adds a row whose first cell is the path, and a line with the meaning.
pub(crate) fn add_parameter_row(table: &mut Table, path: &str, meaning: &str, cells: impl IntoIterator<Item = Cell>) {
    table.add_cells(std::iter::once(Cell::from(path)).chain(cells));
    if !meaning.is_empty() {
        table.add_cells([Cell::faint(format!("  {meaning}"))]);
    }
}

/// "3 others", or "1 other"; nothing for none.
pub(crate) fn note_others(page: &mut Page, count: usize, words: &str) {
    match count {
        0 => {}
        1 => page.note(&format!("1 other {words}")),
        _ => page.note(&format!("{count} others {words}")),
    }
}
