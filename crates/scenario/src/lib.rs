//! A scenario file to a checked war.
pub mod diagnostic;
mod document;
pub mod source;
mod words;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use source::Source;
