//! The answer along the record: at each month, with the events that moved it most.

use crate::dated_answers::{MONTHS, answer_in_row, answer_title};
use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::wording::{edit_section, percent};
use standoff_assimilation::history::{DatedAnswer, History, HistoryRow, MovingEvent};
use standoff_breakdown::week::Breakdown;
use standoff_terminal::vocabulary::{change_words, dated_chance, error_words, event_words};

/// Events in the table.
const MOST_EVENTS: usize = 8;

/// Composes the section on the history of the answer; none where the brief was made without a history.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let history = week.history.as_ref()?;
    let mut sentences = whole_sentences(history);
    let mut events = history.strongest_events();
    events.truncate(MOST_EVENTS);
    if events.is_empty() {
        let none = "No event moved an answer, at a false discovery rate of one in twenty.";
        sentences.push(Sentence::sourced("history.moves", none));
    }
    sentences.push(Sentence::plain(LIMIT));
    let mut blocks = vec![Block::Text(sentences)];
    blocks.extend(pictures::draw_history(week, history));
    blocks.extend((!events.is_empty()).then(|| Block::Table(event_table(history, &events)).folded()));
    let section = Section { slug: "history", heading: "How the answer moved".to_owned(), blocks };
    Some(edit_section(&week.forecast.provenance.scenario, section))
}

const LIMIT: &str = "This is not what was said at the time, but what this version of the program would have said with today's \
    ranges; before the last date actors plan as on the scenario's day.";

/// Either answer on the first date, at its least and at its most.
fn whole_sentences(history: &History) -> Vec<Sentence> {
    let words = [("holds", "that the line holds for"), ("settled", "of settlement or lasting quiet within")];
    words.into_iter().flat_map(|(answer, words)| course_sentences(history, answer, words)).collect()
}

fn course_sentences(history: &History, answer: &str, words: &str) -> Vec<Sentence> {
    let rows = history.rows.iter().filter_map(|row| Some((row, answer_in_row(row, answer)?)));
    let rows: Vec<(&HistoryRow, &DatedAnswer)> = rows.collect();
    let by_chance =
        |one: &&(&HistoryRow, &DatedAnswer), other: &&(&HistoryRow, &DatedAnswer)| one.1.p.total_cmp(&other.1.p);
    let (Some(first), Some(least), Some(most)) =
        (rows.first(), rows.iter().min_by(by_chance), rows.iter().max_by(by_chance))
    else {
        return Vec::new();
    };
    let told = |(row, one): &(&HistoryRow, &DatedAnswer)| {
        format!("{} on {}", percent(&dated_chance(history, row, one)), row.date)
    };
    let begins = [(least, "its lowest"), (most, "its highest")]
        .into_iter()
        .find(|(row, _)| rows.len() > 1 && row.0.date == first.0.date);
    let remark = begins.map_or(String::new(), |(_, remark)| format!(", {remark}"));
    let others = [(least, "lowest"), (most, "highest")].into_iter().filter(|(row, _)| row.0.date != first.0.date);
    std::iter::once(format!("The chance {words} {MONTHS} months was {}{remark}.", told(first)))
        .chain(others.map(|(row, word)| format!("It was {word} with {}.", told(row))))
        .map(|words| Sentence::sourced("history.rows", words))
        .collect()
}

fn event_table(history: &History, events: &[&MovingEvent]) -> Figures {
    let row = |event: &&MovingEvent| {
        let most = event.largest_change()?;
        let event = [event.date.clone(), event_words(&history.scenario, event)];
        Some(
            [
                &event[..],
                &[
                    answer_title(history, &most.answer, most.months),
                    percent(&change_words(most)),
                    percent(&error_words(most.error)),
                ],
            ]
            .concat(),
        )
    };
    Figures::new(
        "Events that moved an answer most, at a false discovery rate of one in twenty",
        "history.moves",
        &[
            ("Date", false),
            ("Event", false),
            ("chance that it moved most", false),
            ("by", true),
            ("standard error", true),
        ],
        events.iter().filter_map(row).collect(),
    )
}
