//! A history as a page: the answers by date, the events that moved them most, and what the forecast's own
//! draws and plans change.

use crate::drawing::bars::band_bar;
use crate::frame::answer::write_answer;
use crate::frame::sheet::{self, SheetHead};
use crate::vocabulary::{chance_at_date, change_step, change_words, dated_chance, error_words, event_words};
use standoff_assimilation::history::{AnswerChange, AnswerTitle, DatedAnswer, History, HistoryMove, HistoryRow};
use standoff_prose::numbers::{Chance, UNKNOWN, format_count, percent_of_share};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::together::tell_row;
use standoff_prose::words::{count_months, count_things, format_signed};

/// Events shown.
const MOST_EVENTS: usize = 10;
/// Months of the answer that is drawn.
const DRAWN_MONTHS: usize = 12;
/// Standard errors on either side of a bar.
const BAND_ERRORS: f64 = 2.0;
/// Least chance of a military end, on any date, for which the page has a table.
const LEAST_TABLED: f64 = 0.05;

/// Renders a history.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_history(found: &History, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, found);
    page.heading("How long can the line hold?");
    write_answers(&mut page, found, "holds", "Chance that the line holds, by months from the date");
    page.heading("What ends the war?");
    write_answers(&mut page, found, "settled", "Chance of a settlement or lasting quiet, by months from the date");
    write_military(&mut page, found);
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
    let states = count_things(found.states, "state");
    // The last date has the futures of the forecast: those of earlier dates are none where it is the only one.
    let futures = match found.futures {
        0 => String::new(),
        futures => format!(" · {} a date", count_things(futures, "future")),
    };
    let sheet = SheetHead {
        title: "how the answers moved",
        scenario: &found.scenario,
        known: &found.as_of,
        made: format!("{dates} · {states}{futures}"),
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
    write_answer(page, &answer_sentences(found));
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

/// How the answers moved between the first date and the last, and the event that moved one most.
fn answer_sentences(found: &History) -> Vec<String> {
    let (Some(first), Some(last)) = (found.rows.first(), found.rows.last()) else { return Vec::new() };
    let words = |title: &AnswerTitle| {
        let told = |row| Some(percent_of_share(&dated_chance(found, row, dated_answer(row, title)?)));
        let (before, after) = (told(first)?, told(last)?);
        Some(if first.date == last.date {
            format!("{} {after}", title.title)
        } else {
            format!("{} {after}, was {before}", title.title)
        })
    };
    let near = found.answers.iter().filter(|title| title.months == DRAWN_MONTHS && title.answer != "military");
    let answers: Vec<String> = near.filter_map(words).collect();
    let mut sentences = Vec::new();
    if !answers.is_empty() {
        sentences.push(format!("On {}: {}.", last.date, answers.join("; ")));
    }
    if let Some((event, most)) =
        found.strongest_events().first().and_then(|event| Some((event, event.largest_change()?)))
    {
        sentences.push(format!(
            "The report that moved an answer most: {} on {}, by {}.",
            event_words(&found.scenario, event),
            event.date,
            change_words(most)
        ));
    }
    sentences
}

const LEGEND: &str = "How to read this. Each row is the answer from its date on, according to the states that agree with what \
    was reported until then: what this version of the program would have said, with the scenario's ranges as they are today. \
    A report that became known later counts from the day it is dated. On the last date the answer is the forecast, with \
    draws and plans of its own: its actors plan on that day. On earlier dates they plan as on the scenario's day. A bar runs \
    from none to certain: solid to two standard errors below the estimate, light to two above.";

/// Writes the answers to a question, date by date.
fn write_answers(page: &mut Page, found: &History, answer: &str, caption: &str) {
    let shown: Vec<&AnswerTitle> = found.answers.iter().filter(|title| title.answer == answer).collect();
    let Some(drawn) = shown.iter().find(|title| title.months == DRAWN_MONTHS).or(shown.first()) else { return };
    page.caption(caption);
    let bar_head = count_months(drawn.months);
    let mut heads = vec![("date".to_owned(), Align::Left), (bar_head, Align::Left)];
    heads.extend(shown.iter().map(|title| (title.months.to_string(), Align::Right)));
    let mut table = Table::new(&heads);
    for row in &found.rows {
        let bar = dated_answer(row, drawn).map_or(String::new(), answer_bar);
        let number = |title: &&AnswerTitle| {
            dated_answer(row, title).map_or(UNKNOWN.to_owned(), |one| dated_chance(found, row, one))
        };
        let numbers = shown.iter().map(number).map(Cell::from);
        table.add_cells([Cell::from(&row.date), Cell::ink(bar)].into_iter().chain(numbers));
    }
    page.table(&table);
    write_largest_error(page, found, answer);
}

fn dated_answer<'r>(row: &'r HistoryRow, title: &AnswerTitle) -> Option<&'r DatedAnswer> {
    row.answers.iter().find(|one| one.answer == title.answer && one.months == title.months)
}

/// Writes how likely a military end was: where it is unlikely on all dates, in a sentence.
fn write_military(page: &mut Page, found: &History) {
    let Some(title) = found.answers.iter().find(|title| title.answer == "military") else { return };
    let chances = found.rows.iter().filter_map(|row| Some(chance_at_date(found, row, dated_answer(row, title)?)));
    let mut chances: Vec<Chance> = chances.collect();
    chances.sort_by(|one, other| one.p.total_cmp(&other.p));
    let (Some(least), Some(most)) = (chances.first(), chances.last()) else { return };
    if most.p >= LEAST_TABLED {
        write_answers(page, found, "military", "Chance of a military end, by months from the date");
        return;
    }
    let [least, most] = [0, 1].map(|place| tell_row(&[*least, *most])[place].clone());
    let words = if least == most { format!("{least} on every date") } else { format!("{least} to {most} by date") };
    page.blank();
    page.text(&format!("Chance of {}: {words}.", title.title));
}

fn answer_bar(answer: &DatedAnswer) -> String {
    let end = |errors: f64| (answer.p + errors * answer.error).clamp(0.0, 1.0);
    band_bar(end(-BAND_ERRORS), answer.p, end(BAND_ERRORS))
}

fn write_largest_error(page: &mut Page, found: &History, answer: &str) {
    let all = found.rows.iter().flat_map(|row| &row.answers).filter(|one| one.answer == answer);
    let largest = all.map(|one| one.error).fold(0.0, f64::max);
    page.note(&format!("Largest standard error of these chances: {}.", error_words(largest)));
}

fn write_events(page: &mut Page, found: &History) {
    let all = found.strongest_events();
    page.text(&events_sentence(found, all.len()));
    if all.is_empty() {
        return;
    }
    let left = |head: &'static str| (head, Align::Left);
    let right = |head: &'static str| (head, Align::Right);
    let mut table =
        Table::new(&[left("date"), left("event"), left("chance that it moved"), right("by"), right("error")]);
    for event in all.into_iter().take(MOST_EVENTS) {
        let Some(most) = event.largest_change() else { continue };
        table.add_cells([
            Cell::from(&event.date),
            Cell::from(event_words(&found.scenario, event)),
            Cell::from(changed_title(found, most)),
            Cell::from(change_words(most)),
            Cell::faint(error_words(most.error)),
        ]);
    }
    page.table(&table);
    page.note(
        "By: what the report alone did to the chance, in the step in which it was taken in. Error: its standard error. \
         `--json` has every event and every answer that it moved; `standoff evidence list` has their sources. The first \
         report of the front is not among them: it says where the front is, and is taken as given.",
    );
}

/// The events counted and how they were tested.
fn events_sentence(found: &History, count: usize) -> String {
    if found.events_tested == 0 {
        return "No event was tested: the filter is too small, or nothing was reported after the first date."
            .to_owned();
    }
    let tested =
        format!("of {} that were tested on {} answers each", format_count(found.events_tested), found.answers.len());
    let rule = format!(
        "That is at a false discovery rate of one in twenty over all of them, by the differences between {} populations.",
        found.populations
    );
    let left_out = match found.events_left_out {
        0 => String::new(),
        more => format!(
            " {} more {} not tested, as too few futures agree with {}.",
            format_count(more),
            if more == 1 { "was" } else { "were" },
            if more == 1 { "it" } else { "them" }
        ),
    };
    let counted = match count {
        0 => "No event".to_owned(),
        _ => count_things(count, "event"),
    };
    let shown = match count {
        0 => String::new(),
        1 => " It is shown with the answer that it moved most.".to_owned(),
        _ if count <= MOST_EVENTS => " Each is shown with the answer that it moved most.".to_owned(),
        _ => format!(" The {MOST_EVENTS} that moved any answer most, each with that answer:"),
    };
    format!("{counted} moved an answer, {tested}. {rule}{left_out}{shown}")
}

/// The answer of a change, in words.
fn changed_title(found: &History, change: &AnswerChange) -> String {
    title_of(found, &change.answer, change.months)
}

fn title_of(found: &History, answer: &str, months: usize) -> String {
    let title = found.answers.iter().find(|title| title.answer == answer && title.months == months);
    title.map_or_else(|| format!("{answer} {months}"), |title| title.title.clone())
}

/// Writes the whole change of each answer with its parts, summed over all dates.
fn write_parts(page: &mut Page, found: &History) {
    if found.moves.is_empty() {
        page.text("There is one date, and no change.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let heads = [("chance that", Align::Left), right("change"), right("events"), right("the forecast's own")];
    let mut table = Table::new(&[heads.as_slice(), &[right("the rest")]].concat());
    for title in &found.answers {
        let of = |one: &HistoryMove| {
            let part = one.changes.iter().find(|part| part.answer == title.answer && part.months == title.months);
            part.map_or([0.0; 4], |part| [part.change, part.events, part.planning, part.rest])
        };
        let sums = found.moves.iter().map(of).fold([0.0; 4], |sums, one| std::array::from_fn(|at| sums[at] + one[at]));
        let step = change_step(error_of_whole_change(found, title));
        table.add_row(std::iter::once(title.title.clone()).chain(sums.map(|sum| format_signed(sum, step))));
    }
    page.table(&table);
    page.note(
        "Change: last date minus first. Events: the sum of those that moved the answer; as they are chosen by their size, \
         the sum tends to be too large. The forecast's own: what its own draws and plans change on the last date. The rest: \
         time passing, what was not reported, and all other events. Parts are rounded one by one.",
    );
}

/// Error of the difference between the first date and the last, as if they shared no luck: at least what it is.
fn error_of_whole_change(found: &History, title: &AnswerTitle) -> f64 {
    let ends = [found.rows.first(), found.rows.last()];
    let errors = ends.map(|row| row.and_then(|row| dated_answer(row, title)).map_or(0.0, |one| one.error));
    errors[0].hypot(errors[1])
}

fn write_planning(page: &mut Page, found: &History) {
    let largest = found.planning.iter().max_by(|one, other| one.difference.abs().total_cmp(&other.difference.abs()));
    let Some(largest) = largest else { return };
    let beyond = found.planning.iter().filter(|one| one.difference.abs() > BAND_ERRORS * one.error).count();
    let beyond = if beyond == 0 { "none changes".to_owned() } else { format!("{beyond} change") };
    page.text(&format!(
        "On the last date the forecast's own draws and plans change this answer most: {}, by {} (standard error {}). Of {} \
         answers, {beyond} by more than two standard errors.",
        title_of(found, &largest.answer, largest.months),
        format_signed(largest.difference, change_step(largest.error)),
        error_words(largest.error),
        found.planning.len()
    ));
}
