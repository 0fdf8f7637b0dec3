//! Why a matrix is not a Markov chain.

/// Why a matrix is not a Markov chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChainError {
    /// There is no state, or a row has another length than there are rows.
    NotSquare {
        /// Number of rows.
        states: usize,
        /// The first row at fault.
        row: usize,
        /// Its length.
        length: usize,
    },
    /// An entry is not a probability.
    NotAProbability {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The entry.
        entry: f64,
    },
    /// A row does not sum to one.
    RowSum {
        /// The row.
        row: usize,
        /// Its sum.
        sum: f64,
    },
}

impl std::fmt::Display for ChainError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotSquare { states, row, length } => write!(out, "row {row} has {length} entries, not {states}"),
            Self::NotAProbability { row, column, entry } => {
                write!(out, "entry {entry} in row {row}, column {column} is not between 0 and 1")
            }
            Self::RowSum { row, sum } => write!(out, "row {row} sums to {sum}, not 1"),
        }
    }
}

impl std::error::Error for ChainError {}
