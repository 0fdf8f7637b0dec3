//! The most of everything that a scenario may have, so that a mistake does not become a run without end.
//!
//! The size of a file is limited in [`LARGEST`](crate::document::LARGEST), nesting in the reader of TOML, and the lengths of the front
//! (240 steps) and of the forecast (120 months, which are 520 weeks) with their keys in [`crate::keys`].

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::document::tree::{Table, Value};

/// Most members of the coalition.
pub const MEMBERS: usize = 500;
/// Most postures.
pub const POSTURES: usize = 12;
/// Most packages.
pub const PACKAGES: usize = 64;
/// Most instruments and most needs.
pub const INSTRUMENTS: usize = 64;
/// Most tracks of talks.
pub const TRACKS: usize = 16;
/// Most regions.
pub const REGIONS: usize = 64;
/// Most elections, most levers and most questions.
pub const EVENTS: usize = 500;
/// Most sources and most patterns of provenance.
pub const SOURCES: usize = 5000;
/// Most changes of one lever.
pub const CHANGES: usize = 100;

/// Limits on the tables under a key of the scenario.
const TABLES: [(&str, usize); 12] = [
    ("member", MEMBERS),
    ("posture", POSTURES),
    ("package", PACKAGES),
    ("instrument", INSTRUMENTS),
    ("need", INSTRUMENTS),
    ("track", TRACKS),
    ("region", REGIONS),
    ("election", EVENTS),
    ("lever", EVENTS),
    ("question", EVENTS),
    ("sources", SOURCES),
    ("provenance", SOURCES),
];

/// Whether the scenario keeps within the limits; every excess goes to `found`.
pub(crate) fn check_limits(root: &Table, found: &mut Diagnostics) -> bool {
    let mut kept = true;
    let mut excess = |what: String, most: usize, place: &std::ops::Range<usize>| {
        kept = false;
        let diagnostic = Diagnostic::error("too-many", what).at(place).allowed(format!("at most {most}"));
        found.push(diagnostic);
    };
    for (key, most) in TABLES {
        let Some(entry) = root.get(key) else { continue };
        let count = match &entry.node.value {
            Value::Table(table) => table.0.len(),
            Value::List(items) => items.len(),
            _ => 0,
        };
        if count > most {
            excess(format!("{count} tables [{key}] are too many"), most, &entry.key);
        }
    }
    for (name, place, lever) in root.named_tables("lever") {
        let changes = lever.tables("change").len();
        if changes > CHANGES {
            excess(format!("the lever `{name}` has {changes} changes"), CHANGES, place);
        }
    }
    let paths: usize = root.tables("provenance").iter().map(|(table, _)| table.texts("paths").len()).sum();
    if let Some(entry) = root.get("provenance").filter(|_| paths > SOURCES) {
        excess(format!("{paths} patterns of provenance are too many"), SOURCES, &entry.key);
    }
    kept
}
