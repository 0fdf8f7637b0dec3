//! A user's table: named columns of equal length, from CSV or Parquet.
//!
//! [`Table::read`] takes a file and detects its format. A caller asks for a column in the type it needs
//! ([`Table::numbers`], [`Table::flags`], [`Table::labels`]); a value that does not fit is reported with its place:
//! line and column of a text, the row of a binary file. Tables are not trusted, and no table makes this code panic.
//!
//! ```
//! use standoff_table::table::Table;
//! let table = Table::parse("wars.csv", "months,over\n7,1\n45,0\n").unwrap();
//! assert_eq!(table.numbers("months").unwrap(), [7.0, 45.0]);
//! assert_eq!(table.flags("over").unwrap(), [true, false]);
//! let refused = table.numbers("monhts").unwrap_err().to_string();
//! assert!(refused.contains("did you mean `months`?"));
//! ```

mod csv_text;
mod labels;
pub mod limits;
mod named_columns;
mod parquet_file;
mod quotation;
mod read;
mod row_places;
mod typed_columns;
pub(crate) mod word_kind;
mod written_cells;

pub use labels::Labels;
pub use named_columns::{Table, escape_for_message};
