//! A table from a Parquet file.

use super::limits;
use super::named_columns::{Table, escape_for_message};
use super::row_places::RowPlaces;
use crate::read_columns::{ReadError, read_columns};
use parquet::file::reader::ChunkReader;
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// Reads a file that begins like Parquet, or its bytes.
pub(super) fn read_parquet(name: &str, file: impl ChunkReader + 'static) -> Result<Table, Diagnostics> {
    match read_columns(file, limits::size_is_allowed) {
        Ok(read) => Table::with_places(read.columns, read.unread, RowPlaces::numbered(name))
            .map(|table| table.with_time_spans(read.time_spans)),
        Err(error) => Err(Diagnostics::one(Source::new(name, ""), unreadable_parquet(&error))),
    }
}

fn unreadable_parquet(error: &ReadError) -> Diagnostic {
    match error {
        ReadError::Damaged(_) => Diagnostic::error(
            "damaged",
            format!("the Parquet file is cut off or damaged: {}", escape_for_message(&error.to_string())),
        )
        .allowed("a whole Parquet file")
        .hint("write or copy the file again"),
        ReadError::TooLarge { .. } => Diagnostic::error("too-large", error.to_string())
            .allowed(limits::allowed_size())
            .hint("leave out what is not needed"),
        ReadError::TooMuchText => Diagnostic::error("too-large", error.to_string())
            .allowed(format!("at most {} MB of text", limits::LARGEST_TEXT_BYTES / (1024 * 1024)))
            .hint("leave out the columns that are not needed"),
        ReadError::Codec { .. } => Diagnostic::error("unknown-codec", error.to_string())
            .allowed("pages that are plain, or compressed with snappy, gzip, zstd, lz4 or brotli")
            .hint("write the file again with compression=\"snappy\""),
    }
}
