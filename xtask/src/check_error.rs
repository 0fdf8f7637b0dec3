//! The reasons why a check cannot be made. What a check finds is no error: it is the check's answer.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// The reason why a check could not be made, so that nothing is known about its rule.
#[derive(Debug)]
pub enum CheckError {
    /// A file or folder that cannot be read.
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// A source that the parser of Rust refuses.
    NotRust {
        /// The file, as the reader of the message finds it.
        file: String,
        /// The reason.
        error: syn::Error,
    },
    /// A file that is not JSON.
    NotJson {
        /// The file.
        path: PathBuf,
        /// The reason.
        error: serde_json::Error,
    },
    /// A `cargo metadata` that does not start, fails or prints something else than JSON.
    Cargo(String),
    /// A program that does not start or fails, or a file that it was to read.
    Command(String),
    /// Nothing to check. Without this error an empty folder would keep every rule.
    NothingToCheck(String),
}

impl fmt::Display for CheckError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => write!(formatter, "cannot read {}: {error}", path.display()),
            Self::NotRust { file, error } => write!(formatter, "{file}: {error}"),
            Self::NotJson { path, error } => write!(formatter, "{} is not JSON: {error}", path.display()),
            Self::Cargo(message) | Self::Command(message) | Self::NothingToCheck(message) => {
                formatter.write_str(message)
            }
        }
    }
}

impl std::error::Error for CheckError {}
