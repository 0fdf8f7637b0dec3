//! Where the record of a war begins.

use standoff_world::record::RecordOutline;
use standoff_world::war::{PackageOutline, PostureOutline};

use super::builder::StructureBuilder;
use super::lookup::{find_place, list_names};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::time::clock::months_between;

/// Longest record, in months.
const LONGEST_RECORD: f64 = 120.0;

impl StructureBuilder<'_> {
    /// Where the record begins: what it does not say is as at the start.
    pub fn read_record(
        &self,
        postures: &[PostureOutline],
        packages: &[PackageOutline],
        at_start: (usize, usize),
        found: &mut Diagnostics,
    ) -> Option<RecordOutline> {
        let table = self.root.table("record")?;
        let needed = [
            ("start", "the first day of the record", format!("a date before {}", self.start)),
            ("area", "the area that the invader held at the start, as the record measures it", "an area".to_owned()),
            ("front", "where the front stood on the first day, in steps", "a number of steps".to_owned()),
        ];
        for (key, meaning, allowed) in needed.into_iter().filter(|(key, ..)| !table.has(key)) {
            let place = self.root.get("record").map_or(0..0, |entry| entry.key.clone());
            let message = format!("`record.{key}` is missing: {meaning}");
            found.push(Diagnostic::error("missing-key", message).at(&place).allowed(allowed));
        }
        let start = table.date("start")?;
        let months = -months_between(self.start, start);
        if months <= 0.0 {
            let place = table.span("start").cloned().unwrap_or(0..0);
            let message = format!("the record begins on {start}, not before the start {}", self.start);
            found.push(
                Diagnostic::error("date-after-start", message).at(&place).allowed(format!("before {}", self.start)),
            );
        } else if months > LONGEST_RECORD {
            let place = table.span("start").cloned().unwrap_or(0..0);
            let message = format!("the record begins on {start}, more than {LONGEST_RECORD} months before the start");
            found.push(Diagnostic::error("out-of-bounds", message).at(&place).allowed("at most 120 months before"));
        }
        let named = |key: &str, kind: &str, names: &[&str], found: &mut Diagnostics| {
            let (name, place) = table.text(key).zip(table.span(key))?;
            find_place(kind, names, name, place, found)
        };
        let posture = named("posture", "posture", &list_names(postures, |posture| &posture.name), found);
        let draft = named("draft", "package", &list_names(packages, |package| &package.name), found);
        let (as_posture, as_draft) = at_start;
        let areas = table.date("areas_from").map_or(months, |day| -months_between(self.start, day));
        let (posture, draft) = (posture.unwrap_or(as_posture), draft.unwrap_or(as_draft));
        Some(RecordOutline { months, posture, draft, areas })
    }
}
