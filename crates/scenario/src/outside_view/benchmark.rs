//! The outside view: wars to compare with, and what this war's own record holds.

use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::outside_view::reference::reference_class;
use crate::structure::lookup::find_place;

/// The outside view of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benchmark {
    /// Wars to compare with.
    pub reference: String,
    /// Wars of the class that are this war under another name, or a part of it.
    pub leave_out: Vec<String>,
    /// General ceasefires of this war so far.
    pub events: u32,
}

impl Benchmark {
    /// The reference class used when a scenario names none.
    pub const REFERENCE: &'static str = "interstate-wars-1823-2003";

    /// Reads the table; a war to leave out that the class does not have is a fault.
    pub(crate) fn read(root: &Table, found: &mut Diagnostics) -> Self {
        let table = root.table("benchmark");
        let reference = table.and_then(|table| table.text("reference")).unwrap_or(Self::REFERENCE).to_owned();
        let class = reference_class(&reference);
        let names: Vec<&str> = class.iter().flat_map(|class| &class.wars).map(|war| war.name.as_str()).collect();
        let stated = table.map_or(Vec::new(), |table| table.texts("leave_out"));
        let mut known = |name, place| find_place("war of the class", &names, name, place, found).map(|at| names[at]);
        let leave_out = stated.into_iter().filter_map(|(name, place)| known(name, place)).map(str::to_owned).collect();
        Self { reference, leave_out, events: table.and_then(|table| table.count("events")).unwrap_or(0) as u32 }
    }
}
