//! The limits of a box.

/// The values of one input that a box allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// Values from `low` to `high`, both included.
    Range {
        /// The least value allowed.
        low: f64,
        /// The greatest value allowed.
        high: f64,
    },
    /// These categories, ascending.
    Among(Vec<f64>),
}

impl Limit {
    /// True if the value is allowed.
    pub fn allows(&self, value: f64) -> bool {
        match self {
            Self::Range { low, high } => (*low..=*high).contains(&value),
            Self::Among(values) => values.contains(&value),
        }
    }
}

/// One side of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitSide {
    Lower,
    Upper,
    Category,
}

/// A box during the search, with limits in the order of the sorted table.
#[derive(Debug, Clone)]
pub(super) struct SearchBox {
    pub limits: Vec<Limit>,
    pub rows: usize,
    pub cases: usize,
}
