//! The outside view: wars to compare with, and what this war's own record holds.

use crate::document::tree::Table;

/// The outside view of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benchmark {
    /// Wars to compare with.
    pub reference: String,
    /// General ceasefires of this war so far.
    pub events: u32,
}

impl Benchmark {
    /// The reference class used when a scenario names none.
    pub const REFERENCE: &'static str = "interstate-wars-1823-2003";

    pub(crate) fn read(root: &Table) -> Self {
        let table = root.table("benchmark");
        let reference = table.and_then(|table| table.text("reference")).unwrap_or(Self::REFERENCE).to_owned();
        Self { reference, events: table.and_then(|table| table.count("events")).unwrap_or(0) as u32 }
    }
}
