//! What every part of the structure is read from.

use jiff::civil::Date;
use standoff_world::actors::roles::ByRole;

use crate::document::tree::Table;

/// The scenario as written, its first day, and the roles that take part.
pub(super) struct StructureBuilder<'a> {
    pub root: &'a Table,
    pub start: Date,
    pub roles: &'a ByRole<Option<String>>,
}

impl StructureBuilder<'_> {
    pub fn start_table(&self) -> Option<&Table> {
        self.root.table("at_start")
    }
}
