//! The answers of a history, as they are told wherever they stand.

use standoff_assimilation::history::{DatedAnswer, History, HistoryRow};
use standoff_prose::numbers::{Chance, UNKNOWN};
use standoff_prose::together::tell_row;

/// The chance of an answer, counted among the futures of its date.
pub fn chance_at_date(history: &History, row: &HistoryRow, answer: &DatedAnswer) -> Chance {
    Chance::new(answer.p, answer.error, if row.planned_anew { history.runs } else { history.futures })
}

/// The chance of an answer at its date as it is printed: read along the months, so that what can only rise, or only fall, does.
pub fn dated_chance(history: &History, row: &HistoryRow, answer: &DatedAnswer) -> String {
    let mut asked: Vec<&DatedAnswer> = row.answers.iter().filter(|one| one.answer == answer.answer).collect();
    asked.sort_by_key(|one| one.months);
    let chances: Vec<Chance> = asked.iter().map(|one| chance_at_date(history, row, one)).collect();
    let place = asked.iter().position(|one| one.months == answer.months);
    place.and_then(|place| tell_row(&chances).into_iter().nth(place)).unwrap_or(UNKNOWN.to_owned())
}
