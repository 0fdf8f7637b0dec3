//! The dates of the elections, which the structure of a war holds as months only.

use jiff::civil::Date;

use crate::document::tree::Table;

/// Precision of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The day is set.
    Day,
    /// The month is.
    Month,
    /// It is the last day possible; the war takes it as the day.
    By,
}

impl Precision {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::By => "by",
        }
    }
}

/// Date of an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectionDate {
    /// Name of the election.
    pub name: String,
    /// The date.
    pub date: Date,
    /// Its precision.
    pub precision: Precision,
}

/// The dates of all elections, in order of time.
pub(crate) fn read_election_dates(root: &Table) -> Vec<ElectionDate> {
    let elections = root.named_tables("election").into_iter();
    let mut dates: Vec<ElectionDate> = elections
        .filter_map(|(name, _, table)| {
            let precision = match table.text("precision") {
                Some("month") => Precision::Month,
                Some("by") => Precision::By,
                _ => Precision::Day,
            };
            Some(ElectionDate { name: name.to_owned(), date: table.date("date")?, precision })
        })
        .collect();
    dates.sort_by(|one, other| (one.date, &one.name).cmp(&(other.date, &other.name)));
    dates
}
