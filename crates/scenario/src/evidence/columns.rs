//! The columns of the log.

/// Column of the log, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Id,
    Kind,
    Date,
    Until,
    Party,
    Subject,
    Answer,
    Value,
    Unit,
    Source,
    Confidence,
    Known,
    Replaces,
    Distinct,
    Note,
}

/// Names of the columns, in their order: the first line of a log in CSV, the keys of one in JSON.
pub const COLUMNS: [&str; 15] = [
    "id",
    "kind",
    "date",
    "until",
    "party",
    "subject",
    "answer",
    "value",
    "unit",
    "source",
    "confidence",
    "known",
    "replaces",
    "distinct",
    "note",
];

impl Column {
    pub fn name(self) -> &'static str {
        COLUMNS[self as usize]
    }
}

/// The first line of a log in CSV, without its end.
///
/// ```
/// assert!(standoff_scenario::evidence::header().starts_with("id,kind,date,until,"));
/// ```
pub fn header() -> String {
    COLUMNS.join(",")
}
