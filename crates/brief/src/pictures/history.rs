//! Picture of the answers along the record.

use super::block::{frame_with_counts, parse_date, picture_block};
use crate::dated_answers::{MONTHS, answer_in_row};
use crate::document::Block;
use crate::wording::percent;
use standoff_assimilation::history::{AnswerChange, History, MovingEvent};
use standoff_breakdown::week::Breakdown;
use standoff_picture::{Course, DatedLine, DatedMark, Estimate};
use standoff_prose::numbers::format_count;
use standoff_terminal::vocabulary::{change_words, dated_chance, event_words};

/// Events that are marked.
const MARKS: usize = 6;
/// Standard errors on either side of a line.
const BAND_ERRORS: f64 = 2.0;
/// Answers that are drawn, with their names.
const LINES: [(&str, &str); 2] = [("holds", "the line holds"), ("settled", "settlement or lasting quiet")];

/// Lines of two answers over the dates of a record, with the events that moved them most; none with a single date.
pub fn draw_history(week: &Breakdown, history: &History) -> Option<Block> {
    let lines: Vec<DatedLine> = LINES.iter().filter_map(|line| dated_line(history, *line)).collect();
    lines.first().filter(|line| line.points.len() > 1)?;
    let rows = || history.rows.iter().filter_map(|row| Some((row, answer_in_row(row, LINES[0].0)?)));
    let told = [rows().next()?, rows().next_back()?]
        .map(|(row, one)| format!("{} on {}", percent(&dated_chance(history, row, one)), row.date));
    let title = format!("The chance that the line holds {MONTHS} months: {}, {}", told[0], told[1]);
    let marks = dated_marks(history);
    let alt = format!(
        "Lines of the chances within {MONTHS} months that the line holds and that the war is settled or quiet, over {} dates, \
         with bands of two standard errors and {} numbered events that moved them. The line holds: {}, {}.",
        format_count(history.rows.len()),
        marks.len(),
        told[0],
        told[1]
    );
    let counts = format!(
        "{} states, {} futures a date and {} on the last",
        format_count(history.states),
        format_count(history.futures),
        format_count(history.runs)
    );
    let units = format!("chance within {MONTHS} months of each date; numbers: events that moved these chances most");
    let frame = frame_with_counts(week, ["history", &counts], title, &units, alt).in_percent();
    let last = if history.rows.last().is_some_and(|row| row.planned_anew) { "the forecast" } else { "" };
    let chart = Course { frame: frame.clone(), axis: "chance".to_owned(), lines, last: last.to_owned(), marks };
    Some(picture_block(&chart, &frame))
}

fn dated_line(history: &History, (answer, name): (&str, &str)) -> Option<DatedLine> {
    let point = |row: &standoff_assimilation::history::HistoryRow| {
        let one = answer_in_row(row, answer)?;
        let end = |errors: f64| (one.p + errors * one.error).clamp(0.0, 1.0);
        Some((parse_date(&row.date)?, Estimate { at: one.p, low: end(-BAND_ERRORS), high: end(BAND_ERRORS) }))
    };
    let last = history.rows.last()?;
    let told = percent(&dated_chance(history, last, answer_in_row(last, answer)?));
    let mark = LINES.iter().position(|(known, _)| *known == answer).unwrap_or(LINES.len());
    Some(DatedLine { name: name.to_owned(), mark, points: history.rows.iter().filter_map(point).collect(), told })
}

/// The events that moved an answer in the picture most, in order of time.
fn dated_marks(history: &History) -> Vec<DatedMark> {
    let all = history.strongest_events().into_iter();
    let mut events: Vec<(&MovingEvent, &AnswerChange)> =
        all.filter_map(|event| Some((event, largest_drawn_change(event)?))).collect();
    events.sort_by(|one, other| {
        other.1.change.abs().total_cmp(&one.1.change.abs()).then_with(|| one.0.id.cmp(&other.0.id))
    });
    events.truncate(MARKS);
    events.sort_by(|one, other| (&one.0.date, &one.0.id).cmp(&(&other.0.date, &other.0.id)));
    let mark = |(event, change): (&MovingEvent, &AnswerChange)| {
        let name = LINES.iter().find(|(answer, _)| *answer == change.answer).map_or("", |(_, name)| name);
        let words = event_words(&history.scenario, event);
        Some(DatedMark {
            date: parse_date(&event.date)?,
            name: format!("{words}: {name} {}", percent(&change_words(change))),
        })
    };
    events.into_iter().filter_map(mark).collect()
}

fn largest_drawn_change(event: &MovingEvent) -> Option<&AnswerChange> {
    let drawn = |one: &&AnswerChange| one.months == MONTHS && LINES.iter().any(|(answer, _)| *answer == one.answer);
    event.changes.iter().filter(drawn).max_by(|one, other| one.change.abs().total_cmp(&other.change.abs()))
}
