//! Events to watch: their chance within the next months, and how far each would move the answer; and the calendar.

use super::lead::watch_sentences;
use super::upcoming_day::{UpcomingTurn, day_words, ranked_turns};
use crate::document::{Block, Figures, Section, Sentence};
use crate::wording::{percent, percent_with_error};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::upcoming::UpcomingDay;
use standoff_breakdown::week::watch::WatchItem;
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::words::{capitalize, count_months};
use standoff_terminal::vocabulary;

/// Composes the section; none where the calendar is empty and no sign moves the answer.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let ranked = ranked_turns(&week.upcoming);
    if week.upcoming.is_empty() && week.watch.is_empty() {
        return None;
    }
    let mut sentences = watch_sentences(week);
    if sentences.is_empty() {
        sentences.push(Sentence::sourced(
            "upcoming",
            "Nothing on the calendar of the next six months moves the answer by more than its error.",
        ));
    } else {
        sentences.push(Sentence::plain(
            "These are news, not causes: what comes with an event differs too, so the answer would not move as far if somebody brought it about.",
        ));
    }
    let mut blocks = vec![Block::Text(sentences)];
    let near = vocabulary::near_words(&week.forecast);
    if !ranked.is_empty() {
        blocks.push(Block::Table(turn_table(&ranked, &near)));
    }
    if !week.watch.is_empty() {
        blocks.push(Block::Table(sign_table(&week.watch, &near)).folded());
    }
    let others: Vec<&UpcomingDay> = week.upcoming.iter().filter(|one| !is_ranked(&ranked, one)).collect();
    if !others.is_empty() {
        blocks.push(Block::Table(calendar_table(&others)).folded());
    }
    Some(Section { slug: "watch", heading: "What to watch".to_owned(), blocks })
}

fn is_ranked(ranked: &[UpcomingTurn<'_>], one: &UpcomingDay) -> bool {
    ranked.iter().any(|first| first.day.name == one.name && first.day.date == one.date)
}

fn sign_table(watch: &[WatchItem], near: &str) -> Figures {
    let row = |one: &WatchItem| {
        let (with, without) = (percent_with_error(one.with, one.error), percent_with_error(one.without, one.error));
        vec![capitalize(&one.what), percent(&format_rounded(one.p, 0.01)), with, without]
    };
    let within = watch.first().map_or(0, |one| one.within);
    let holds = format!("holds {near} if so");
    Figures::new(
        format!("Without a day of its own, within {}", count_months(within)),
        "watch",
        &[("What may come", false), ("chance", true), (&holds, true), ("if not", true)],
        watch.iter().map(row).collect(),
    )
}

/// Days that would move the answer, those that would most first.
fn turn_table(ranked: &[UpcomingTurn<'_>], near: &str) -> Figures {
    let row = |one: &UpcomingTurn<'_>| {
        let turn = one.turn;
        vec![
            capitalize(&day_words(one.day)),
            format!("{}: {}", capitalize(&one.day.what.replacen(": ", ", ", 1)), turn.what),
            percent(&format_rounded(turn.p, 0.01)),
            percent_with_error(turn.with, turn.error),
            percent_with_error(turn.without, turn.error),
        ]
    };
    let holds = format!("holds {near} if so");
    Figures::new(
        "Days that would move the answer",
        "upcoming",
        &[("Day", false), ("What may happen", false), ("chance", true), (&holds, true), ("if not", true)],
        ranked.iter().map(row).collect(),
    )
}

/// The other days, in order of time.
fn calendar_table(others: &[&UpcomingDay]) -> Figures {
    let row = |one: &&UpcomingDay| {
        let turn = one.turn.as_ref().map(|turn| (capitalize(&turn.what), percent(&format_rounded(turn.p, 0.01))));
        let (what, p) = turn.unwrap_or((UNKNOWN.to_owned(), UNKNOWN.to_owned()));
        vec![capitalize(&day_words(one)), capitalize(&one.what), what, p]
    };
    Figures::new(
        "Other votes, renewals and elections of the next six months, none of which clearly moves the answer",
        "upcoming",
        &[("Day", false), ("What", false), ("how it may turn", false), ("chance", true)],
        others.iter().map(row).collect(),
    )
}
