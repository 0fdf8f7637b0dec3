//! The table that a path leads to: a file, or the runs of a bundle.

use crate::program::output::Failure;
use standoff::breakdown::bundle::read::read_bundle;
use standoff::table::table::Table;
use std::path::Path;

/// Reads a table from a file, or the runs of a bundle from its folder.
pub fn read_input_table(path: &Path) -> Result<Table, Failure> {
    if path.is_dir() {
        return read_bundle(path).and_then(|bundle| bundle.estimation_table()).map_err(Failure::from);
    }
    Table::read(path).map_err(|found| Failure::input(&found))
}
