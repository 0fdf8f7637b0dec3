//! The dates of a history in words, for a page that shows one of them at a time.

use crate::dated_answers::answer_title;
use crate::wording::percent;
use serde::Serialize;
use standoff_assimilation::history::{DatedAnswer, History, HistoryMove, HistoryRow, MovingEvent};
use standoff_terminal::vocabulary::{change_words, dated_chance, error_words, event_words};

/// A date of a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct HistoryDate {
    /// The date.
    pub date: String,
    /// Whether actors plan on this date, as in the forecast.
    pub planned_anew: bool,
    /// The answers.
    pub answers: Vec<HistoryChance>,
    /// Events since the date before that moved an answer, each with what it moved most and by how much.
    pub events: Vec<String>,
}

/// An answer at a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct HistoryChance {
    /// The answer in words.
    pub title: String,
    /// Its chance, no finer than its error.
    pub chance: String,
    /// Its standard error.
    pub error: String,
}

/// The dates of a history in words.
pub fn history_dates(history: &History) -> Vec<HistoryDate> {
    history.rows.iter().map(|row| history_date(history, row)).collect()
}

fn history_date(history: &History, row: &HistoryRow) -> HistoryDate {
    let chance = |answer: &DatedAnswer| HistoryChance {
        title: answer_title(history, &answer.answer, answer.months),
        chance: dated_chance(history, row, answer),
        error: error_words(answer.error),
    };
    let before = history.moves.iter().filter(|one| one.to == row.date);
    HistoryDate {
        date: row.date.clone(),
        planned_anew: row.planned_anew,
        answers: row.answers.iter().map(chance).collect(),
        events: before
            .flat_map(|one: &HistoryMove| &one.events)
            .filter_map(|event| moved_words(history, event))
            .collect(),
    }
}

fn moved_words(history: &History, event: &MovingEvent) -> Option<String> {
    let most = event.largest_change()?;
    let title = answer_title(history, &most.answer, most.months);
    Some(format!(
        "{}: {}: {title} {} (standard error {})",
        event.date,
        event_words(&history.scenario, event),
        percent(&change_words(most)),
        percent(&error_words(most.error))
    ))
}
