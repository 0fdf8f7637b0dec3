//! Users' tables, and estimates from their columns.
//!
//! A table is a CSV or Parquet file that somebody else made. This crate reads it, checks it, and runs the estimators of
//! `standoff-stats` on the columns that the user names. It knows nothing of wars; `standoff stats` prints what it
//! returns, and bundles are written and read with it.
//!
//! ```
//! use standoff_table::Table;
//! use standoff_table::estimates::{SurvivalRequest, estimate_survival};
//!
//! let table = Table::parse("wars.csv", "months,over\n7,1\n45,0\n12,1\n").unwrap();
//! let request = SurvivalRequest::new("months".to_owned(), "over".to_owned());
//! let estimate = estimate_survival(&table, &request).unwrap();
//! assert_eq!(estimate.curves[0].median, Some(12.0));
//!
//! // A misspelt column is an error that names the nearest column.
//! let request = SurvivalRequest::new("monhts".to_owned(), "over".to_owned());
//! let refused = estimate_survival(&table, &request).unwrap_err().to_string();
//! assert!(refused.contains("did you mean `months`?"));
//! ```
//!
//! # Concepts, in reading order
//!
//! 1. [`columns`]: one column of numbers, counts, flags or words, with nulls, and how columns are written to Parquet.
//! 2. [`read_columns`]: columns from any flat Parquet file.
//! 3. [`table`]: named columns of equal length from either format, and their conversion to the type a caller needs.
//! 4. [`estimates`]: survival, cumulative incidence, Sobol indices, elementary effects, shares from any rows, Shapley
//!    shares and scenario discovery.
//! 5. [`designs`]: the rows at which a model is to be run for some of them, and [`csv_writing`], which writes them.
//! 6. [`name_lists`], [`column_names`] and [`whole_numbers`]: lists of names, prefixes that mark parameters and outcomes
//!    in the runs of a bundle, and whole numbers that a float keeps exactly.
//!
//! # Guarantees
//!
//! 1. No file makes this crate panic: a decoder that panics on damaged bytes is reported as a damaged file.
//! 2. Sizes are checked before values are read ([`table::limits`]).
//! 3. A fault is reported with its place: line and column of a text, row and column of a binary file.
//! 4. The keys of an estimate are versioned ([`estimates::FORMAT`]).
//!
//! The crate never guesses: a value that does not fit the type asked for is an error and is not skipped.

mod catch_panic;
pub mod column_names;
pub mod columns;
pub mod csv_writing;
pub mod designs;
pub mod estimates;
pub mod name_lists;
pub mod read_columns;
pub mod table;
pub mod whole_numbers;

pub use table::Table;
