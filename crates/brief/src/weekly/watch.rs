//! Events to watch: their chance within the next months, and how far each would move the answer; and the calendar.

use crate::document::{Block, Figures, Section, Sentence};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::upcoming::{PossibleTurn, UpcomingDay};
use standoff_breakdown::week::watch::WatchItem;
use standoff_prose::numbers::{UNKNOWN, format_rounded, step_for_error};
use standoff_prose::words::capitalize;
use standoff_terminal::vocabulary;

pub fn compose_section(week: &Breakdown) -> Section {
    let mut blocks = Vec::new();
    if week.upcoming.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain("The calendar of the next six months is empty.")]));
    } else {
        blocks.push(Block::Text(vec![most_moving_sentence(&week.upcoming, &vocabulary::near_words(&week.forecast))]));
        blocks.push(Block::Table(calendar_table(&week.upcoming)));
    }
    if week.watch.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain(
            "Nothing else that may come soon moves the answer by more than its error.",
        )]));
    } else {
        blocks.push(Block::Table(sign_table(&week.watch)));
    }
    blocks.push(Block::Text(vec![Sentence::plain(format!(
        "The chance that the line holds {} in futures where something comes, beside the others: news, not causes, as what comes with \
         it differs too. How far the answer moves is expected before it is known which of the two it is.",
        vocabulary::near_words(&week.forecast)
    ))]));
    Section { slug: "watch", heading: "What to watch".to_owned(), blocks }
}

/// The days of the calendar that would move the answer, those that would most first.
fn ranked_days(upcoming: &[UpcomingDay]) -> Vec<(&UpcomingDay, &PossibleTurn)> {
    let turning = upcoming.iter().filter_map(|one| Some((one, one.turn.as_ref()?)));
    let mut clear: Vec<(&UpcomingDay, &PossibleTurn)> = turning.filter(|(_, turn)| turn.told_from_chance).collect();
    clear.sort_by(|(_, one), (_, other)| other.moves.total_cmp(&one.moves));
    clear
}

fn most_moving_sentence(upcoming: &[UpcomingDay], near: &str) -> Sentence {
    let words = match ranked_days(upcoming)[..] {
        [] => "No day of the calendar of the next six months moves the answer by more than its error.".to_owned(),
        [(first, turn), ..] => format!(
            "The day that moves the answer most is {}: {}. {} in a share of {}; the line then holds {near} in {}, otherwise in {}.{}",
            day_words(first),
            first.what,
            capitalize(&turn.what),
            format_rounded(turn.p, 0.01),
            format_share(turn.with, turn.error),
            format_share(turn.without, turn.error),
            if turn.breaks_line { " It is itself one of the ways in which the line breaks." } else { "" }
        ),
    };
    Sentence::sourced("upcoming", words)
}

fn format_share(value: f64, error: f64) -> String {
    format_rounded(value, step_for_error(error).unwrap_or(0.01).max(0.01))
}

/// A day as the scenario states it.
fn day_words(one: &UpcomingDay) -> String {
    match one.precision.as_str() {
        "day" => one.date.clone(),
        "month" => format!("{} (in that month)", one.date.get(..7).unwrap_or(&one.date)),
        word => format!("{word} {}", one.date),
    }
}

fn sign_table(watch: &[WatchItem]) -> Figures {
    let row = |one: &WatchItem| {
        let cells = [
            format_rounded(one.p, 0.01),
            format_share(one.with, one.error),
            format_share(one.without, one.error),
            format_rounded(one.moves, 0.01),
        ];
        std::iter::once(capitalize(&one.what)).chain(cells).collect()
    };
    let within = watch.first().map_or(0, |one| one.within);
    let heads = [
        ("What may come", false),
        ("chance that it does", true),
        ("holds if so", true),
        ("holds if not", true),
        ("moves the answer by", true),
    ];
    Figures {
        caption: format!("Without a day of its own: within {within} months, by how far the answer would move"),
        from: "watch".to_owned(),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: watch.iter().map(row).collect(),
    }
}

/// Days that would move the answer first, by how far; then the others in order of time.
fn calendar_table(upcoming: &[UpcomingDay]) -> Figures {
    let clear = ranked_days(upcoming);
    let others =
        upcoming.iter().filter(|one| !clear.iter().any(|(first, _)| first.name == one.name && first.date == one.date));
    let told = |(one, turn): &(&UpcomingDay, &PossibleTurn)| {
        let cells = [
            capitalize(&turn.what),
            format_rounded(turn.p, 0.01),
            format_share(turn.with, turn.error),
            format_share(turn.without, turn.error),
            format_rounded(turn.moves, 0.01),
        ];
        [day_words(one), capitalize(&one.what)].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let untold = |one: &UpcomingDay| {
        let chance = one.turn.as_ref().map(|turn| (capitalize(&turn.what), format_rounded(turn.p, 0.01)));
        let (what, p) = chance.unwrap_or((UNKNOWN.to_owned(), UNKNOWN.to_owned()));
        vec![
            day_words(one),
            capitalize(&one.what),
            what,
            p,
            UNKNOWN.to_owned(),
            UNKNOWN.to_owned(),
            "not clear".to_owned(),
        ]
    };
    let heads = [
        ("Day", false),
        ("What", false),
        ("how it may turn", false),
        ("chance that it does", true),
        ("holds if so", true),
        ("holds if not", true),
        ("moves the answer by", true),
    ];
    Figures {
        caption:
            "Votes, renewals and elections of the next six months; those that would move the answer most come first"
                .to_owned(),
        from: "upcoming".to_owned(),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: clear.iter().map(told).chain(others.map(untold)).collect(),
    }
}
