//! The keys that a scenario may have: the declared tables, their limits, and the JSON Schema made from them.

pub(crate) mod former;
pub mod limits;
pub(crate) mod lookup;
mod schema;
pub(crate) mod shape;
pub(crate) mod table;
pub(crate) mod tables;

pub use schema::json_schema;
pub use shape::Shape;
pub use table::{DeclaredTable, Key};
pub use tables::TABLES;
