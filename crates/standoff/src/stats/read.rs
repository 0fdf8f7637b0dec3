//! The table that is meant: a file, or a bundle with its runs.

use crate::output::Failure;
use standoff::breakdown::bundle::read::read_bundle;
use standoff::lab::error::LabError;
use standoff::table::table::Table;
use std::path::Path;

/// Reads a table from a file, or the runs of a bundle from its folder.
pub fn table(path: &Path) -> Result<Table, Failure> {
    if path.is_dir() {
        return read_bundle(path).and_then(|bundle| bundle.estimation_table()).map_err(refused);
    }
    Table::read(path).map_err(|found| Failure::input(&found))
}

fn refused(error: LabError) -> Failure {
    match error {
        LabError::Input(found) => Failure::input(&found),
        other => Failure::run(other),
    }
}
