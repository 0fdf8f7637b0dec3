//! Faults of arguments.

use std::fmt;

/// A reason why an estimate cannot be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StatsError {
    /// Two columns that should have the same length differ.
    LengthMismatch {
        /// Length of the first column.
        left: usize,
        /// Length of the second column.
        right: usize,
    },
    /// Fewer observations than the estimate needs.
    TooFew {
        /// The number there are.
        found: usize,
        /// The number needed.
        needed: usize,
    },
    /// An observation is NaN, infinite, or outside the values allowed for it.
    BadValue {
        /// Its index in the column, from 0.
        index: usize,
        /// The observation.
        value: f64,
    },
    /// A cause number is not below the number of causes.
    UnknownCause {
        /// Its index in the column, from 0.
        index: usize,
        /// The cause number.
        cause: usize,
    },
    /// An observation begins at or after its end.
    LateEntry {
        /// Its index in the column, from 0.
        index: usize,
        /// The time of entry.
        entry: f64,
        /// The time at which it ended or stopped.
        time: f64,
    },
    /// A weight is not a whole number, and the estimate needs counts.
    NeedsCounts {
        /// Its index in the column, from 0.
        index: usize,
        /// The weight.
        value: f64,
    },
    /// The number of rows is not a multiple of the length of a block.
    BrokenBlock {
        /// The number of rows.
        found: usize,
        /// The number of rows in a block.
        block: usize,
    },
    /// The estimator needs the rows for pairs of columns, and the design is without them.
    NeedsSecondOrder,
    /// A row does not hold what the design puts there.
    OffDesign {
        /// The row, from 0.
        row: usize,
        /// The input, from 0.
        input: usize,
    },
    /// From one row to the next not exactly one input changes.
    NotOneChange {
        /// The later row, from 0.
        row: usize,
        /// The number of inputs that change.
        changed: usize,
    },
    /// An input changes for a second time within a trajectory.
    ChangesAgain {
        /// The later row, from 0.
        row: usize,
        /// The input, from 0.
        input: usize,
    },
    /// An input belongs to two groups, or its number is not below the number of inputs.
    BadGroup {
        /// The group, from 0.
        group: usize,
        /// The input.
        input: usize,
    },
    /// A group number is not below the number of groups.
    UnknownGroup {
        /// Its index in the column, from 0.
        index: usize,
        /// The group number.
        group: usize,
    },
    /// A column is constant, or a linear combination of those before it, so that its effect is not identified.
    Collinear {
        /// The number of the column, from 0.
        column: usize,
    },
    /// Two columns have the same name.
    RepeatedName {
        /// The number of the first column of that name, from 0.
        first: usize,
        /// The number of the other.
        second: usize,
    },
    /// A setting lies outside its range.
    BadSetting {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// The observations do not differ enough to estimate from.
    NoSpread,
    /// The search for the maximum of the likelihood did not converge: the data do not fix the parameters.
    NotConverged,
}

impl fmt::Display for StatsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LengthMismatch { left, right } => {
                write!(formatter, "columns of different length: {left} and {right}")
            }
            Self::TooFew { found, needed } => write!(formatter, "{found} observations, at least {needed} needed"),
            Self::BadValue { index, value } => write!(formatter, "value {value} at place {index} is not allowed"),
            Self::UnknownCause { index, cause } => write!(formatter, "unknown cause {cause} at place {index}"),
            Self::LateEntry { index, entry, time } => {
                write!(formatter, "entry {entry} at place {index} is not before the time {time}")
            }
            Self::NeedsCounts { index, value } => {
                write!(formatter, "weight {value} at place {index} is not a whole number: this needs counts")
            }
            Self::BrokenBlock { found, block } => {
                write!(formatter, "{found} rows: the number of rows must be a multiple of {block}")
            }
            Self::NeedsSecondOrder => write!(formatter, "the design has no rows for pairs of columns"),
            Self::OffDesign { row, input } => {
                write!(formatter, "input {input} in row {row} is neither that of A nor that of B as the design has it")
            }
            Self::NotOneChange { row, changed } => {
                write!(formatter, "{changed} inputs change from row {} to row {row}, must be 1", row.saturating_sub(1))
            }
            Self::ChangesAgain { row, input } => {
                write!(formatter, "input {input} changes in row {row} for a second time within its trajectory")
            }
            Self::BadGroup { group, input } => {
                write!(formatter, "input {input} in group {group}: each input from 0 on stands in exactly one group")
            }
            Self::UnknownGroup { index, group } => write!(formatter, "unknown group {group} at place {index}"),
            Self::Collinear { column } => {
                write!(formatter, "column {column} is constant or a combination of those before it")
            }
            Self::RepeatedName { first, second } => {
                write!(formatter, "columns {first} and {second} have the same name")
            }
            Self::BadSetting { name, value } => write!(formatter, "setting `{name}` is {value}, outside its range"),
            Self::NoSpread => write!(formatter, "the observations do not differ"),
            Self::NotConverged => write!(formatter, "the data do not fix the parameters"),
        }
    }
}

impl std::error::Error for StatsError {}

/// Fails unless two columns have the same length.
pub(crate) fn same_length(left: usize, right: usize) -> Result<(), StatsError> {
    if left == right { Ok(()) } else { Err(StatsError::LengthMismatch { left, right }) }
}

/// Fails unless there are at least `needed` observations.
pub(crate) fn at_least(needed: usize, found: usize) -> Result<(), StatsError> {
    if found >= needed { Ok(()) } else { Err(StatsError::TooFew { found, needed }) }
}

/// Fails at the first value that is not finite or does not satisfy `allowed`.
pub(crate) fn all_finite(values: &[f64], allowed: impl Fn(f64) -> bool) -> Result<(), StatsError> {
    match values.iter().position(|&value| !value.is_finite() || !allowed(value)) {
        Some(index) => Err(StatsError::BadValue { index, value: values[index] }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every fault says what was found and where.
    #[test]
    fn faults_are_told_with_their_figures() {
        for (fault, told) in [
            (StatsError::LengthMismatch { left: 2, right: 3 }, "columns of different length: 2 and 3"),
            (StatsError::TooFew { found: 1, needed: 4 }, "1 observations, at least 4 needed"),
            (StatsError::BadValue { index: 5, value: -0.5 }, "value -0.5 at place 5 is not allowed"),
            (StatsError::NotOneChange { row: 3, changed: 2 }, "2 inputs change from row 2 to row 3, must be 1"),
            (StatsError::BadSetting { name: "level", value: 1.5 }, "setting `level` is 1.5, outside its range"),
            (StatsError::NoSpread, "the observations do not differ"),
        ] {
            assert_eq!(fault.to_string(), told);
        }
    }
}
