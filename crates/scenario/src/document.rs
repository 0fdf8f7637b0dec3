//! A file and what is wrong with it: its text, its TOML tree with the place of every key and value, and the
//! diagnostics that point into it.

pub(crate) mod diagnostic;
pub(crate) mod diagnostics;
pub(crate) mod file;
mod page;
pub(crate) mod parse;
pub(crate) mod source;
pub(crate) mod tree;

pub use diagnostic::{Diagnostic, Severity};
pub use diagnostics::Diagnostics;
pub use file::LARGEST;
pub use parse::DEEPEST;
pub use source::Source;
