//! Issues of the war's own, and guarantors by name.

use standoff_world::talks::issues::MOST_ISSUES;
use standoff_world::war::{GuarantorOutline, IssueOutline};

use super::builder::StructureBuilder;
use super::lookup::{refuse_too_many, title_or_name};
use crate::document::diagnostics::Diagnostics;

impl StructureBuilder<'_> {
    /// Reads the issues; every fault goes to `found`.
    pub fn read_issues(&self, found: &mut Diagnostics) -> Vec<IssueOutline> {
        let tables = self.root.named_tables("issue");
        refuse_too_many(
            &tables,
            "issues of the war's own",
            MOST_ISSUES,
            "join issues that are settled together",
            found,
        );
        let outline = |(name, _, table): &(&str, _, &_)| IssueOutline {
            name: (*name).to_owned(),
            title: title_or_name(table, name),
        };
        tables.iter().map(outline).take(MOST_ISSUES).collect()
    }

    /// Reads the guarantors.
    pub fn read_guarantors(&self) -> Vec<GuarantorOutline> {
        let outline = |(name, _, table): &(&str, _, &_)| GuarantorOutline {
            name: (*name).to_owned(),
            title: title_or_name(table, name),
        };
        self.root.named_tables("guarantor").iter().map(outline).collect()
    }
}
