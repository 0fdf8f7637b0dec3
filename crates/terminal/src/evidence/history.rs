//! A history as a page: the answers by date, the events that moved them most, and what planning anew changes.

use crate::drawing::bars::band_bar;
use crate::frame::sheet::{self, SheetHead};
use standoff_assimilation::history::{AnswerChange, DatedAnswer, History, HistoryMove, MovingEvent};
use standoff_prose::numbers::{Chance, format_count, format_rounded, step_for_error};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};

/// Events shown.
const MOST_EVENTS: usize = 10;
/// Months of the answer that is drawn.
const DRAWN_MONTHS: usize = 12;
/// Standard errors on either side of a bar.
const BAND_ERRORS: f64 = 2.0;
/// Finest step in which a change is shown.
const FINEST: f64 = 0.001;

/// Renders a history.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_history(found: &History, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, found);
    page.heading("How long can the line hold?");
    write_answers(&mut page, found, &["holds"]);
    page.heading("What ends the war?");
    write_answers(&mut page, found, &["settled", "military"]);
    page.heading("What moved the answers most");
    write_events(&mut page, found);
    page.heading("From the first date to the last");
    write_parts(&mut page, found);
    write_planning(&mut page, found);
    sheet::write_foot(&mut page, &found.scenario, &found.command);
    page.finish()
}

fn write_heading(page: &mut Page, found: &History) {
    let dates = match (found.rows.first(), found.rows.last()) {
        (Some(first), Some(last)) if found.rows.len() > 1 => {
            format!("{} dates, {} to {}", format_count(found.rows.len()), first.date, last.date)
        }
        _ => "1 date".to_owned(),
    };
    let states = format_count(found.states);
    let sheet = SheetHead {
        title: "how the answers moved",
        scenario: &found.scenario,
        known: &found.as_of,
        made: format!("{dates} · {states} states · {} futures a date", format_count(found.futures)),
        seed: found.seed,
        version: &found.version,
        interrupted: false,
        failed_draws: 0,
        draws: found.states,
    };
    sheet::write_head(page, &sheet);
    if found.interrupted {
        page.flush(Tone::Strong, "Stopped early: these are the dates finished by then, without the forecast.");
    }
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

const LEGEND: &str = "How to read this. Each row is the answer from its date on, by the states that agree with what was \
    reported until then. A bar is the chance within 12 months, from none to certain: solid to two errors below the \
    estimate, light to two above. On the last date the answer is the forecast, whose actors plan on that day; on earlier \
    dates they plan as on the scenario's day. A report that became known later counts from the day it is dated.";

/// Writes the answers to some questions, date by date.
fn write_answers(page: &mut Page, found: &History, names: &[&str]) {
    let shown = || found.answers.iter().filter(|title| names.contains(&title.answer.as_str()));
    let drawn = shown().find(|title| title.months == DRAWN_MONTHS);
    let mut heads = vec![("date".to_owned(), Align::Left)];
    heads.extend(drawn.map(|title| (title.title.clone(), Align::Left)));
    heads.extend(shown().map(|title| {
        let word = if title.answer == "military" { "military " } else { "" };
        (format!("{word}{} m", title.months), Align::Right)
    }));
    let mut table = Table::new(&heads).with_least_words(20);
    for row in &found.rows {
        let of = |name: &str, months: usize| {
            row.answers.iter().find(|answer| answer.answer == name && answer.months == months)
        };
        let runs = if row.planned_anew { found.runs } else { found.futures };
        let bar = drawn.and_then(|title| of(&title.answer, title.months)).map(answer_bar);
        let cells = shown().filter_map(|title| of(&title.answer, title.months));
        let numbers = cells.map(|answer| Cell::from(Chance::new(answer.p, answer.error, runs).number()));
        table.add_cells(std::iter::once(Cell::from(&row.date)).chain(bar.map(Cell::ink)).chain(numbers));
    }
    page.table(&table);
}

fn answer_bar(answer: &DatedAnswer) -> String {
    let end = |errors: f64| (answer.p + errors * answer.error).clamp(0.0, 1.0);
    band_bar(end(-BAND_ERRORS), answer.p, end(BAND_ERRORS))
}

fn write_events(page: &mut Page, found: &History) {
    let mut all: Vec<&MovingEvent> = found.moves.iter().flat_map(|one| &one.events).collect();
    all.sort_by(|one, other| other.size().total_cmp(&one.size()).then_with(|| one.id.cmp(&other.id)));
    if all.is_empty() {
        page.text("No event moved an answer by more than two errors.");
        return;
    }
    let count = format_count(all.len());
    let events = if all.len() == 1 { "event" } else { "events" };
    page.text(&format!(
        "{count} {events} moved an answer by more than two errors; of this many tests some pass by chance. Those that moved \
         any answer most, each with the answer that it moved most:"
    ));
    let left = |head: &'static str| (head, Align::Left);
    let heads = [left("event"), left("date"), left("who"), left("answer"), ("change", Align::Right)];
    let mut table = Table::new(&[heads.as_slice(), &[("error", Align::Right), left("id")]].concat());
    for event in all.into_iter().take(MOST_EVENTS) {
        let most = event.changes.iter().max_by(|one, other| one.change.abs().total_cmp(&other.change.abs()));
        let Some(most) = most else { continue };
        let words =
            if event.value.is_empty() { event.words.clone() } else { format!("{}, {}", event.words, event.value) };
        let step = change_step(most.error);
        let cells = [
            words,
            event.date.clone(),
            event.who.clone(),
            short_answer(most),
            signed(most.change, step),
            format_rounded(most.error, step),
        ];
        table.add_cells(cells.iter().map(Cell::from).chain([Cell::faint(&event.id)]));
    }
    page.table(&table);
}

fn short_answer(change: &AnswerChange) -> String {
    format!("{} {} m", change.answer, change.months)
}

/// Writes the whole change of each answer with its parts, summed over all dates.
fn write_parts(page: &mut Page, found: &History) {
    if found.moves.is_empty() {
        page.text("There is one date, and no change.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let heads = [("answer", Align::Left), right("change"), right("events"), right("planning anew")];
    let mut table = Table::new(&[heads.as_slice(), &[right("time and the rest")]].concat());
    for title in &found.answers {
        let of = |one: &HistoryMove| {
            let part = one.changes.iter().find(|part| part.answer == title.answer && part.months == title.months);
            part.map_or([0.0; 4], |part| [part.change, part.events, part.planning, part.rest])
        };
        let sums = found.moves.iter().map(of).fold([0.0; 4], |sums, one| std::array::from_fn(|at| sums[at] + one[at]));
        let cells = sums.map(|sum| signed(sum, 0.01));
        table.add_row(std::iter::once(title.title.clone()).chain(cells));
    }
    page.table(&table);
    page.text("The rest is the passing of time, what was not reported, and everything within two errors.");
}

fn write_planning(page: &mut Page, found: &History) {
    let largest = found.planning.iter().max_by(|one, other| one.difference.abs().total_cmp(&other.difference.abs()));
    let Some(largest) = largest else { return };
    let beyond = found.planning.iter().filter(|one| one.difference.abs() > BAND_ERRORS * one.error).count();
    let title = found.answers.iter().find(|title| title.answer == largest.answer && title.months == largest.months);
    let title = title.map_or_else(String::new, |title| title.title.clone());
    let step = change_step(largest.error);
    page.text(&format!(
        "On the last date it changes the chance that {title} by {} ± {} that actors plan anew, more than any other; of {} answers \
         {beyond} change by more than two errors.",
        signed(largest.difference, step),
        format_rounded(largest.error, step),
        found.planning.len()
    ));
}

fn change_step(error: f64) -> f64 {
    step_for_error(error).map_or(FINEST, |step| step.clamp(FINEST, 0.1))
}

/// A change with its sign.
fn signed(change: f64, step: f64) -> String {
    let text = format_rounded(change, step);
    let nought = text.chars().all(|letter| "0.,−-".contains(letter));
    if change > 0.0 && !nought { format!("+{text}") } else { text }
}
