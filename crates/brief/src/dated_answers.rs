//! The answers of a history, as the brief's section and its picture read them.

use standoff_assimilation::history::{DatedAnswer, History, HistoryRow};

/// Months within which the answers are asked that section and picture show.
pub(crate) const MONTHS: usize = 12;

/// An answer within [`MONTHS`] at a date.
pub(crate) fn answer_in_row<'r>(row: &'r HistoryRow, answer: &str) -> Option<&'r DatedAnswer> {
    row.answers.iter().find(|one| one.answer == answer && one.months == MONTHS)
}

/// An answer in words.
pub(crate) fn answer_title(history: &History, answer: &str, months: usize) -> String {
    let title = history.answers.iter().find(|title| title.answer == answer && title.months == months);
    title.map_or_else(String::new, |title| title.title.clone())
}
