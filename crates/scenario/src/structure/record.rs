//! Where the record of a war begins.

use jiff::civil::Date;
use standoff_world::record::RecordOutline;
use standoff_world::state::Backing;
use standoff_world::war::{BackerOutline, PackageOutline, PostureOutline};

use super::builder::StructureBuilder;
use super::lookup::{find_place, list_names};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::time::clock::months_between;

/// Longest record, in months: a filter walks through every step of it.
const LONGEST_RECORD: f64 = 120.0;

impl StructureBuilder<'_> {
    /// The beginning of the record; posture and draft that it does not state are those of the start, and of backers the log may
    /// say.
    pub fn read_record(
        &self,
        (postures, packages, backers): (&[PostureOutline], &[PackageOutline], &[BackerOutline]),
        at_start: (usize, usize),
        found: &mut Diagnostics,
    ) -> Option<RecordOutline> {
        let table = self.root.table("record")?;
        self.check_record_keys(table, found);
        let start = table.date("start")?;
        let months = -months_between(self.start, start);
        self.check_record_start(table, start, months, found);
        let mut named = |key: &str, kind: &str, names: &[&str]| {
            let (name, place) = table.text(key).zip(table.span(key))?;
            find_place(kind, names, name, place, found)
        };
        let posture = named("posture", "posture", &list_names(postures, |posture| &posture.name));
        let draft = named("draft", "package", &list_names(packages, |package| &package.name));
        let areas = table.date("areas_from").map_or(months, |day| -months_between(self.start, day));
        let (posture, draft) = (posture.unwrap_or(at_start.0), draft.unwrap_or(at_start.1));
        let limited_truces = self.read_complete_truces(table, found);
        let backing = read_backing(table, backers, found);
        Some(RecordOutline { months, posture, draft, areas, limited_truces, backing })
    }

    /// Rejects a record without the keys that it must have; without a record, none of them is needed.
    fn check_record_keys(&self, table: &Table, found: &mut Diagnostics) {
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
    }

    /// Months before the start from which the record holds every limited truce.
    fn read_complete_truces(&self, table: &Table, found: &mut Diagnostics) -> Option<f64> {
        let (day, place) = table.date("limited_truces_from").zip(table.span("limited_truces_from"))?;
        if day >= self.start {
            let message = format!("`record.limited_truces_from` is {day}, not before the start {}", self.start);
            let allowed = format!("before {}", self.start);
            found.push(Diagnostic::error("date-after-start", message).at(place).allowed(allowed));
        } else if self.root.named_tables("limited_truce").is_empty() {
            let message = "`record.limited_truces_from` says that the record holds every limited truce, of which there is no kind";
            let hint = "add [limited_truce.NAME], or remove this";
            found.push(Diagnostic::error("not-used", message).at(place).hint(hint));
        }
        Some(-months_between(self.start, day))
    }

    fn check_record_start(&self, table: &Table, start: Date, months: f64, found: &mut Diagnostics) {
        let place = table.span("start").cloned().unwrap_or(0..0);
        if months <= 0.0 {
            let message = format!("the record begins on {start}, not before the start {}", self.start);
            let allowed = format!("before {}", self.start);
            found.push(Diagnostic::error("date-after-start", message).at(&place).allowed(allowed));
        } else if months > LONGEST_RECORD {
            let message = format!("the record begins on {start}, more than {LONGEST_RECORD} months before the start");
            found.push(Diagnostic::error("out-of-bounds", message).at(&place).allowed("at most 120 months before"));
        }
    }
}

/// The backers that stand behind their side when the record begins; none where it does not say.
fn read_backing(table: &Table, backers: &[BackerOutline], found: &mut Diagnostics) -> Option<Backing> {
    let names = list_names(backers, |backer| &backer.name);
    let places =
        table.texts("backers").into_iter().filter_map(|(name, place)| find_place("backer", &names, name, place, found));
    let backing = places.fold(Backing::default(), |all, place| all.with(place, true));
    table.has("backers").then_some(backing)
}
