//! A table of anyone's making: named columns of equal length, from CSV or Parquet.
//!
//! [`Table::read`] takes a file and finds out by itself what it is. Whoever needs a column asks for it as what it must
//! be ([`Table::numbers`], [`Table::flags`], [`Table::labels`]); what does not fit is a diagnostic that names the place:
//! line and column of a text, the row of a binary file. The table is not trusted, and none makes this panic.
//!
//! ```
//! use standoff_table::table::Table;
//! let table = Table::parse("wars.csv", "months,over\n7,1\n45,0\n").unwrap();
//! assert_eq!(table.numbers("months").unwrap(), [7.0, 45.0]);
//! assert_eq!(table.flags("over").unwrap(), [true, false]);
//! let refused = table.numbers("monhts").unwrap_err().to_string();
//! assert!(refused.contains("did you mean `months`?"));
//! ```

mod labels;
pub mod limits;
mod named_columns;
mod place;
mod read;
mod stored;
mod text;
mod views;
mod words;

pub use labels::Labels;
pub use named_columns::{Table, shown};
