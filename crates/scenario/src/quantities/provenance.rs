//! Where one number comes from.

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

/// Where one number comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Provenance {
    /// Key of the source; none for a default or a number whose source is not stated.
    pub source: Option<String>,
    /// Title of the source, or what stands for it.
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
