//! A table from a Parquet file.

use super::limits;
use super::named_columns::{Table, shown};
use super::place::Places;
use crate::read_columns::{ReadError, read_columns};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use std::fs::File;

/// Reads a file that begins like Parquet.
pub(super) fn read(name: &str, file: File) -> Result<Table, Diagnostics> {
    match read_columns(file, limits::fits) {
        Ok(read) => Table::build(read.columns, read.unread, Places::rows(name)),
        Err(error) => Err(Diagnostics::one(Source::new(name, ""), fault(&error))),
    }
}

fn fault(error: &ReadError) -> Diagnostic {
    match error {
        ReadError::Damaged(_) => Diagnostic::error(
            "damaged",
            format!("the Parquet file is cut off or damaged: {}", shown(&error.to_string())),
        )
        .allowed("a whole Parquet file")
        .hint("write or copy the file again"),
        ReadError::TooLarge { .. } => Diagnostic::error("too-large", error.to_string())
            .allowed(limits::allowed())
            .hint("leave out what is not needed"),
        ReadError::Codec { .. } => Diagnostic::error("unknown-codec", error.to_string())
            .allowed("pages that are plain, or compressed with snappy or gzip")
            .hint("write the file again with compression=\"snappy\""),
    }
}
