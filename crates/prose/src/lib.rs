//! Numbers, words and tables for people.

pub mod layout;
pub mod numbers;
pub mod page;
pub mod style;
pub mod table;
pub mod words;

pub use layout::{column_width, strip_controls, wrap_words};
pub use style::Style;
pub use table::{Align, Table};
