//! The keys that a scenario may have: the declared tables, their limits, and the JSON Schema made from them.

pub mod limits;
pub(crate) mod schema;
pub(crate) mod tables;

pub use schema::json_schema;
pub use tables::{Key, Shape, TABLES, Table};
