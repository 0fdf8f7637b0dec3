//! Tables of anyone's making, and estimates from their columns.

mod catch_panic;
pub mod column_names;
pub mod columns;
pub mod estimates;
pub mod read_columns;
pub mod table;

pub use table::Table;
