//! Provenance: the source of one number, its day and the grade of the evidence.

use jiff::civil::Date;

use super::grade::Grade;

/// A source of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Licence of the figures.
    pub licence: Option<String>,
    /// Published after the start, but states the past.
    pub later: bool,
}

/// Provenance of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Key of the source; none for a default or a number whose source is not stated.
    pub source: Option<String>,
    /// Title of the source; without one, `judgement` or the origin of the number.
    pub title: String,
    /// Day that the number describes.
    pub date: Option<Date>,
    /// Grade of the evidence.
    pub grade: Grade,
    /// A remark for readers.
    pub note: Option<String>,
}

impl Provenance {
    pub(crate) fn of_default() -> Self {
        let title = "Standoff default, theory 3.15".to_owned();
        Self { source: None, title, date: None, grade: Grade::Assumption, note: None }
    }

    pub(crate) fn of_command() -> Self {
        let title = "set by hand".to_owned();
        Self { source: None, title, date: None, grade: Grade::Assumption, note: None }
    }
}
