//! A file and what is wrong with it: its text, its TOML tree with the place of every key and value, and the
//! diagnostics that point into it.

pub(crate) mod diagnostic;
pub(crate) mod source;
pub(crate) mod tree;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use source::{LARGEST, Source};
pub use tree::DEEPEST;
