//! A table from a file, CSV or Parquet.

use super::named_columns::Table;
use super::{csv_text, limits, parquet_file};
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// First bytes of a Parquet file.
const PARQUET_MAGIC: &[u8; 4] = b"PAR1";

impl Table {
    /// Reads a file, which is Parquet if it begins like it and CSV otherwise.
    ///
    /// # Errors
    ///
    /// Diagnostics where the file cannot be read, is larger than [`limits`] allow, or is not a table.
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let refused =
            |error: std::io::Error| Diagnostics::one(Source::new(name.as_str(), ""), unreadable_file(path, &error));
        let mut file = File::open(path).map_err(refused)?;
        let mut bytes = Vec::new();
        file.by_ref().take(PARQUET_MAGIC.len() as u64).read_to_end(&mut bytes).map_err(refused)?;
        if bytes == PARQUET_MAGIC {
            return parquet_file::read_parquet(&name, file);
        }
        file.take(limits::LARGEST_TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
        csv_text::read_csv(&name, bytes)
    }

    /// Reads a text as CSV; the name is for messages.
    ///
    /// # Errors
    ///
    /// Diagnostics as [`Table::read`].
    pub fn parse(name: &str, text: &str) -> Result<Self, Diagnostics> {
        csv_text::read_csv(name, text.as_bytes().to_vec())
    }
}

fn unreadable_file(path: &Path, error: &std::io::Error) -> Diagnostic {
    if path.is_dir() {
        return Diagnostic::error("unreadable", "this is a folder")
            .allowed("a file, CSV or Parquet")
            .hint("name a file in it");
    }
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
        .allowed("a file, CSV or Parquet, or the folder of a bundle")
        .hint("look at the path")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_missing_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Table::read(folder.path()).unwrap_err().to_string().contains("this is a folder"));
        let missing = Table::read(&folder.path().join("none.csv")).unwrap_err();
        assert!(missing.iter().map(|item| item.code).eq(["unreadable"]));
    }
}
