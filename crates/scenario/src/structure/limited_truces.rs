//! The kinds of limited truces.

use standoff_world::talks::limited_truces::MOST_LIMITED_TRUCES;
use standoff_world::war::LimitedTruceOutline;

use super::builder::StructureBuilder;
use super::lookup::{refuse_too_many, title_or_name};
use crate::document::diagnostics::Diagnostics;

impl StructureBuilder<'_> {
    /// Reads the kinds; every fault goes to `found`.
    pub fn read_limited_truces(&self, found: &mut Diagnostics) -> Vec<LimitedTruceOutline> {
        let tables = self.root.named_tables("limited_truce");
        refuse_too_many(&tables, "kinds of limited truces", MOST_LIMITED_TRUCES, "join kinds that end alike", found);
        let outline = |(name, _, table): &(&str, _, &_)| LimitedTruceOutline {
            name: (*name).to_owned(),
            title: title_or_name(table, name),
        };
        tables.iter().map(outline).collect()
    }
}
