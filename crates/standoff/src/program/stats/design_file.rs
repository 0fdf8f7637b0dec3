//! The file to which a design is written.

use crate::program::output::{Failure, print_text};
use standoff::lab::atomic_write::{IfExists, atomic_write};
use standoff::scenario::Diagnostic;
use standoff::table::columns::{Column, write_columns};
use standoff::table::csv_writing::csv_text;
use standoff::table::designs::DesignError;
use std::io::{ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};

/// Where to write a design.
#[derive(Debug, clap::Args)]
pub struct DesignFile {
    /// File to write: Parquet if its name ends in .parquet, otherwise CSV [default: CSV on standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "output")]
    force: bool,
}

impl DesignFile {
    /// Writes the columns.
    pub fn write(&self, columns: &[(String, Column)]) -> Result<(), Failure> {
        let path = match &self.output {
            Some(path) if path.as_os_str() != "-" => path,
            _ => return print_text(&csv_text(columns).map_err(Failure::run)?),
        };
        let bytes =
            if is_parquet(path) { parquet_bytes(columns)? } else { csv_text(columns).map_err(Failure::run)?.into() };
        let if_exists = if self.force { IfExists::Replace } else { IfExists::Keep };
        atomic_write(path, &bytes, if_exists).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => refuse_path(path, "the file exists already", "add --force to replace it"),
            _ => refuse_path(path, &format!("the file cannot be written: {error}"), "look at the path"),
        })
    }
}

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
}

fn parquet_bytes(columns: &[(String, Column)]) -> Result<Vec<u8>, Failure> {
    let mut file = tempfile::tempfile().map_err(Failure::run)?;
    write_columns(file.try_clone().map_err(Failure::run)?, columns).map_err(Failure::run)?;
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(Failure::run)?;
    Ok(bytes)
}

fn refuse_path(path: &Path, message: &str, hint: &str) -> Failure {
    let diagnostic = Diagnostic::error("unwritable", message).allowed("a new file in a folder that exists");
    Failure::argument("--output", &path.display().to_string(), diagnostic.hint(hint))
}

/// A design that cannot be made, as a fault of the argument that asks for it.
pub fn refuse_design(error: &DesignError) -> Failure {
    let (argument, value, allowed, hint) = match error {
        DesignError::NoInputs => ("--bounds", String::new(), "one range or more", "add --bounds NAME=LOW..HIGH"),
        DesignError::RepeatedName(name) => {
            ("--bounds", name.clone(), "one range for each input", "leave one of them out")
        }
        DesignError::SameAddress(_, name) => {
            ("--bounds", name.clone(), "names that lead to different numbers", "rename one of them")
        }
        DesignError::TooManyPoints { .. } => {
            ("--size", String::new(), "65536 points with those skipped", "take a smaller --size or --skip")
        }
        DesignError::TooLarge { .. } => ("--size", String::new(), "at most 50 million values", "take a smaller --size"),
        DesignError::BadLevels(levels) => {
            ("--levels", levels.to_string(), "an even number from 2 on", "take one more or less")
        }
    };
    let diagnostic = Diagnostic::error("no-design", error.to_string()).allowed(allowed).hint(hint);
    Failure::argument(argument, &value, diagnostic)
}
