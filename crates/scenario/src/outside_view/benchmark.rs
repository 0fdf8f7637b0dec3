//! The outside view: wars to compare with, and what this war's own record holds.

use crate::document::diagnostics::Diagnostics;
use crate::document::tree::Table;
use crate::outside_view::reference::reference_class;
use crate::structure::lookup::find_place;
use jiff::civil::Date;

/// The outside view of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// Wars to compare with.
    pub reference: String,
    /// Wars of the class that are this war under another name, or a part of it.
    pub leave_out: Vec<String>,
    /// General ceasefires of this war so far.
    pub events: u32,
    /// What a crowd of forecasters says; none where the scenario has no crowd.
    pub crowd: Option<Crowd>,
}

/// What a crowd of forecasters says of the end of the war.
#[derive(Debug, Clone, PartialEq)]
pub struct Crowd {
    /// Its chance that the fighting ends within twelve months of its day, or within a shorter horizon.
    pub chance: f64,
    /// Its weight in the pool.
    pub weight: f64,
    /// Its day.
    pub date: Date,
    /// Who asked whom what.
    pub source: String,
}

/// Days for which what a crowd says stands for the same question asked again.
pub(crate) const CROWD_DAYS: i64 = 31;

impl Crowd {
    /// Whether what the crowd says counts in a forecast from a day: it was said by then, and not long before.
    ///
    /// ```
    /// use standoff_scenario::{date, outside_view::Crowd};
    /// let crowd = Crowd { chance: 0.3, weight: 0.5, date: date(1951, 7, 1), source: "a poll".into() };
    /// let days = [date(1951, 6, 30), date(1951, 7, 1), date(1951, 8, 1), date(1951, 8, 2)];
    /// assert_eq!(days.map(|day| crowd.counts_on(day)), [false, true, true, false]);
    /// ```
    pub fn counts_on(&self, day: Date) -> bool {
        let age = day.duration_since(self.date).as_hours() / 24;
        (0..=CROWD_DAYS).contains(&age)
    }

    fn read(table: &Table) -> Option<Self> {
        let (chance, weight) = (table.number("chance")?, table.number("weight")?);
        Some(Self { chance, weight, date: table.date("date")?, source: table.text("source")?.to_owned() })
    }
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
        let crowd = table.and_then(|table| table.table("crowd")).and_then(Crowd::read);
        let events = table.and_then(|table| table.count("events")).unwrap_or(0) as u32;
        Self { reference, leave_out, events, crowd }
    }
}
