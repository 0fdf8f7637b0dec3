//! Ranges of inputs, and faults of what was asked for.

use crate::columns::Column;
use crate::table::limits;
use std::fmt;

/// The range of an input of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct InputRange {
    /// Name of the input.
    pub name: String,
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
}

impl InputRange {
    /// The value at a share of the range, which never leaves it.
    pub(super) fn value_at(&self, share: f64) -> f64 {
        (self.low + share * (self.high - self.low)).clamp(self.low, self.high)
    }
}

/// A reason why a design cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DesignError {
    /// No input has a range.
    NoInputs,
    /// Two ranges have the same name.
    RepeatedName(String),
    /// Two names lead to the same random numbers.
    SameAddress(String, String),
    /// More points than there are.
    TooManyPoints {
        /// The most that are left after those skipped.
        most: u32,
    },
    /// More rows or columns than a table may have.
    TooLarge {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// An odd number of levels, or none.
    BadLevels(u32),
}

impl fmt::Display for DesignError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoInputs => write!(formatter, "no input has a range"),
            Self::RepeatedName(name) => write!(formatter, "the input `{name}` has two ranges"),
            Self::SameAddress(one, other) => {
                write!(formatter, "the names `{one}` and `{other}` lead to the same random numbers")
            }
            Self::TooManyPoints { most } => write!(formatter, "of the points, {most} lie beyond those skipped"),
            Self::TooLarge { rows, columns } => write!(formatter, "{rows} rows of {columns} columns are too many"),
            Self::BadLevels(levels) => write!(formatter, "{levels} is no even number of levels"),
        }
    }
}

impl std::error::Error for DesignError {}

/// Checks the ranges, and that the rows they lead to are a table.
pub(super) fn check_ranges(ranges: &[InputRange], rows: Option<usize>) -> Result<(), DesignError> {
    if ranges.is_empty() {
        return Err(DesignError::NoInputs);
    }
    let twice = ranges.iter().enumerate().find(|(at, range)| ranges[..*at].iter().any(|one| one.name == range.name));
    if let Some((_, range)) = twice {
        return Err(DesignError::RepeatedName(range.name.clone()));
    }
    let rows = rows.unwrap_or(usize::MAX);
    if limits::size_is_allowed(rows, ranges.len()) {
        Ok(())
    } else {
        Err(DesignError::TooLarge { rows, columns: ranges.len() })
    }
}

/// Columns of the inputs from rows of shares of their ranges.
pub(super) fn scale_rows(ranges: &[InputRange], rows: &[Vec<f64>]) -> Vec<(String, Column)> {
    let column = |(input, range): (usize, &InputRange)| {
        let values = rows.iter().map(|row| Some(range.value_at(row[input]))).collect();
        (range.name.clone(), Column::Numbers(values))
    };
    ranges.iter().enumerate().map(column).collect()
}
