//! Numbers, words and tables for people.

pub mod layout;
pub mod numbers;
pub mod page;
pub mod style;
pub mod table;

pub use layout::{clean, columns, wrap};
pub use style::Style;
pub use table::{Align, Table};
