//! The quantities that a scenario states.

use std::collections::BTreeMap;
use std::ops::Range;

use super::quantity::Quantity;

/// The quantities that a scenario states, by full path.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    pub quantities: BTreeMap<String, Quantity>,
    /// Places of the keys, also of those whose value was at fault.
    pub places: BTreeMap<String, Range<usize>>,
    /// Paths of the tables, with their places.
    pub tables: BTreeMap<String, Range<usize>>,
}
