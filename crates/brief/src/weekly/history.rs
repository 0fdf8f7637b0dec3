//! The answer along the record: at each month, with the events that moved it most.

use crate::dated_answers::{MONTHS, answer_in_row, answer_title, chance_at_date};
use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use standoff_assimilation::history::{DatedAnswer, History, HistoryRow, MovingEvent};
use standoff_breakdown::week::Breakdown;
use standoff_prose::numbers::format_count;
use standoff_terminal::vocabulary::{change_words, error_words, event_words};

/// Events in the table.
const MOST_EVENTS: usize = 8;

/// Composes the section on the history of the answer; none where the brief was made without a history.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let history = week.history.as_ref()?;
    let mut blocks = vec![Block::Text(whole_sentences(history))];
    blocks.extend(pictures::draw_history(week, history));
    let mut events = history.strongest_events();
    events.truncate(MOST_EVENTS);
    blocks.push(match events {
        events if events.is_empty() => Block::Text(vec![Sentence::sourced(
            "history.moves",
            "No event moved an answer, at a false discovery rate of one in twenty.",
        )]),
        events => Block::Table(event_table(history, &events)),
    });
    blocks.push(Block::Text(vec![Sentence::plain(LIMIT)]));
    Some(Section { slug: "history", heading: "How the answer moved".to_owned(), blocks })
}

const LIMIT: &str = "This is not what was said at the time, but what this version of the program would have said, with the \
    scenario's ranges as they are today. Reports count from the day they are dated. On the last date the forecast has draws \
    and plans of its own; before, actors plan as on the scenario's day. Events are listed at a false discovery rate of one in \
    twenty.";

/// Either answer on the first date, at its least, at its most, and on the last.
fn whole_sentences(history: &History) -> Vec<Sentence> {
    let words = [("holds", "the line holds for"), ("settled", "of settlement or lasting quiet within")];
    words.into_iter().filter_map(|(answer, words)| whole_sentence(history, answer, words)).collect()
}

fn whole_sentence(history: &History, answer: &str, words: &str) -> Option<Sentence> {
    let rows = history.rows.iter().filter_map(|row| Some((row, answer_in_row(row, answer)?)));
    let rows: Vec<(&HistoryRow, &DatedAnswer)> = rows.collect();
    let by_chance =
        |one: &&(&HistoryRow, &DatedAnswer), other: &&(&HistoryRow, &DatedAnswer)| one.1.p.total_cmp(&other.1.p);
    let (first, last) = (rows.first()?, rows.last()?);
    let (least, most) = (rows.iter().min_by(by_chance)?, rows.iter().max_by(by_chance)?);
    let told = |(row, one): &(&HistoryRow, &DatedAnswer)| {
        format!("{} on {}", chance_at_date(history, row, one).number(), row.date)
    };
    let told_by_date = |(row, one): &(&HistoryRow, &DatedAnswer)| {
        format!("{} ({})", row.date, chance_at_date(history, row, one).number())
    };
    let that = if answer == "holds" { "that " } else { "" };
    Some(Sentence::sourced(
        "history.rows",
        format!(
            "The chance {that}{words} {MONTHS} months was {} and is {}; of {} dates it was lowest on {} and highest on {}.",
            told(first),
            told(last),
            format_count(rows.len()),
            told_by_date(least),
            told_by_date(most)
        ),
    ))
}

fn event_table(history: &History, events: &[&MovingEvent]) -> Figures {
    let row = |event: &&MovingEvent| {
        let most = event.largest_change()?;
        let event = [event.date.clone(), event_words(&history.scenario, event)];
        Some(
            [
                &event[..],
                &[answer_title(history, &most.answer, most.months), change_words(most), error_words(most.error)],
            ]
            .concat(),
        )
    };
    let heads =
        [("Date", false), ("Event", false), ("Chance that it moved most", false), ("by", true), ("error", true)];
    Figures {
        caption: "Events that moved an answer most; the error is a standard error".to_owned(),
        from: "history.moves".to_owned(),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: events.iter().filter_map(row).collect(),
    }
}
