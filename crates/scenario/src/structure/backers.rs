//! Backers of either side.

use standoff_world::actors::backers::MOST_BACKERS;
use standoff_world::actors::roles::Side;
use standoff_world::war::BackerOutline;

use super::builder::StructureBuilder;
use super::lookup::{refuse_too_many, side_named, title_or_name};
use crate::document::diagnostics::Diagnostics;

impl StructureBuilder<'_> {
    /// Reads the backers; every fault goes to `found`.
    pub fn read_backers(&self, found: &mut Diagnostics) -> Vec<BackerOutline> {
        let tables = self.root.named_tables("backer");
        refuse_too_many(&tables, "backers", MOST_BACKERS, "join those that come and go together", found);
        let outline = |(name, _, table): &(&str, _, &crate::document::tree::Table)| BackerOutline {
            name: (*name).to_owned(),
            title: title_or_name(table, name),
            side: table.text("side").and_then(side_named).unwrap_or(Side::Defender),
            backs_at_start: table.flag("backs_at_start").unwrap_or(false),
        };
        tables.iter().map(outline).take(MOST_BACKERS).collect()
    }
}
