//! The kinds of limited truces.

use standoff_world::talks::limited_truces::MOST_LIMITED_TRUCES;
use standoff_world::war::LimitedTruceOutline;

use super::builder::StructureBuilder;
use super::lookup::title_or_name;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;

impl StructureBuilder<'_> {
    /// Reads the kinds; every fault goes to `found`.
    pub fn read_limited_truces(&self, found: &mut Diagnostics) -> Vec<LimitedTruceOutline> {
        let tables = self.root.named_tables("limited_truce");
        if let Some((_, place, _)) = tables.get(MOST_LIMITED_TRUCES) {
            let message = format!("{} kinds of limited truces", tables.len());
            let fault = Diagnostic::error("too-many", message).at(place);
            found.push(fault.allowed(format!("at most {MOST_LIMITED_TRUCES}")).hint("join kinds that end alike"));
        }
        let outline = |(name, _, table): &(&str, _, &_)| LimitedTruceOutline {
            name: (*name).to_owned(),
            title: title_or_name(table, name),
        };
        tables.iter().map(outline).collect()
    }
}
