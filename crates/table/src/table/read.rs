//! A table from a file, CSV or Parquet.

use super::named_columns::Table;
use super::{csv_text, limits, parquet_file};
use bytes::Bytes;
use standoff_scenario::{Diagnostic, Diagnostics, Source};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";
/// First bytes of a Parquet file.
const PARQUET_MAGIC: &[u8; 4] = b"PAR1";

impl Table {
    /// Reads a file, which is Parquet if it begins like it and CSV otherwise; `-` is standard input.
    ///
    /// # Errors
    ///
    /// Diagnostics where the file cannot be read, is larger than [`limits`] allow, or is not a table.
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        if path.as_os_str() == STANDARD_INPUT {
            return read_stream(std::io::stdin().lock());
        }
        let name = path.display().to_string();
        let refused =
            |error: std::io::Error| Diagnostics::one(Source::new(name.as_str(), ""), unreadable_file(path, &error));
        let mut file = File::open(path).map_err(refused)?;
        let mut bytes = Vec::new();
        file.by_ref().take(PARQUET_MAGIC.len() as u64).read_to_end(&mut bytes).map_err(refused)?;
        if bytes == PARQUET_MAGIC && file.metadata().is_ok_and(|file| file.is_file()) {
            return parquet_file::read_parquet(&name, file);
        }
        file.take(limits::LARGEST_TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(refused)?;
        Self::from_bytes(&name, bytes)
    }

    /// Reads the bytes of a file, which are Parquet if they begin like it and CSV otherwise; the name is for messages.
    ///
    /// ```
    /// use standoff_table::Table;
    /// assert_eq!(Table::from_bytes("a.csv", b"months\n7\n".to_vec()).unwrap().rows(), 1);
    /// assert!(Table::from_bytes("a.parquet", b"PAR1".to_vec()).unwrap_err().to_string().contains("cut off or damaged"));
    /// ```
    ///
    /// # Errors
    ///
    /// Diagnostics as [`Table::read`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Diagnostics> {
        if bytes.starts_with(PARQUET_MAGIC) && bytes.len() as u64 <= limits::LARGEST_TEXT_BYTES {
            return parquet_file::read_parquet(name, Bytes::from(bytes));
        }
        csv_text::read_csv(name, bytes)
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

/// Reads all of a stream: a pipe has no size and no way back, which Parquet needs.
fn read_stream(stream: impl Read) -> Result<Table, Diagnostics> {
    const NAME: &str = "standard input";
    let mut bytes = Vec::new();
    stream.take(limits::LARGEST_TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(|error| {
        let diagnostic = Diagnostic::error("unreadable", format!("it cannot be read: {error}"));
        Diagnostics::one(Source::new(NAME, ""), diagnostic.allowed("CSV or Parquet").hint("name a file"))
    })?;
    Table::from_bytes(NAME, bytes)
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
    fn a_stream_is_csv_or_parquet() {
        assert_eq!(read_stream(&b"a\n1\n"[..]).unwrap().name(), "standard input");
        assert!(read_stream(&b""[..]).unwrap_err().to_string().contains("the file is empty"));
        assert!(read_stream(&b"PAR1"[..]).unwrap_err().to_string().contains("cut off or damaged"));
    }

    #[test]
    fn folders_and_missing_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Table::read(folder.path()).unwrap_err().to_string().contains("this is a folder"));
        let missing = Table::read(&folder.path().join("none.csv")).unwrap_err();
        assert!(missing.iter().map(|item| item.code).eq(["unreadable"]));
    }
}
