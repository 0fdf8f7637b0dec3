//! The error of a file that could not be read or written.

use standoff_lab::error::LabError;
use std::path::Path;

pub(super) fn file_error(path: &Path, error: &dyn std::fmt::Display) -> LabError {
    LabError::File { path: path.display().to_string(), reason: error.to_string() }
}
