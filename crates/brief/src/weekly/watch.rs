//! What to watch: what may come within the next months, by how much it would move the answer; and the calendar.

use crate::document::{Block, Figures, Section, Sentence};
use crate::numbers::{UNKNOWN, rounded, step};
use crate::weekly::Breakdown;
use crate::words::capital;
use standoff_breakdown::week::upcoming::{PossibleTurn, UpcomingDay};
use standoff_breakdown::week::watch::WatchItem;

pub fn section(week: &Breakdown) -> Section {
    let mut blocks = Vec::new();
    if week.upcoming.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain("The calendar of the next six months is empty.")]));
    } else {
        blocks.push(Block::Text(vec![most(&week.upcoming)]));
        blocks.push(Block::Table(calendar(&week.upcoming)));
    }
    if week.watch.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain(
            "Nothing else that may come soon moves the answer by more than its error.",
        )]));
    } else {
        blocks.push(Block::Table(signs(&week.watch)));
    }
    blocks.push(Block::Text(vec![Sentence::plain(
        "The chance that the line holds twelve months in futures where something comes, beside the others: news, not causes, as what \
         comes with it differs too. How far the answer moves is expected before it is known which of the two it is.",
    )]));
    Section { slug: "watch", heading: "What to watch".to_owned(), blocks }
}

/// The days of the calendar that would move the answer, those that would most first.
fn ranked(upcoming: &[UpcomingDay]) -> Vec<(&UpcomingDay, &PossibleTurn)> {
    let turning = upcoming.iter().filter_map(|one| Some((one, one.turn.as_ref()?)));
    let mut clear: Vec<(&UpcomingDay, &PossibleTurn)> = turning.filter(|(_, turn)| turn.told_from_chance).collect();
    clear.sort_by(|(_, one), (_, other)| other.moves.total_cmp(&one.moves));
    clear
}

fn most(upcoming: &[UpcomingDay]) -> Sentence {
    let words = match ranked(upcoming)[..] {
        [] => "No day of the calendar of the next six months moves the answer by more than its error.".to_owned(),
        [(first, turn), ..] => format!(
            "The day that moves the answer most is {}: {}. {} in a share of {}; the line then holds twelve months in {}, otherwise in \
             {}.{}",
            day(first),
            first.what,
            capital(&turn.what),
            rounded(turn.p, 0.01),
            share(turn.with, turn.error),
            share(turn.without, turn.error),
            if turn.breaks_line { " It is itself one of the ways in which the line breaks." } else { "" }
        ),
    };
    Sentence::of("upcoming", words)
}

fn share(value: f64, error: f64) -> String {
    rounded(value, step(error).unwrap_or(0.01).max(0.01))
}

/// A day as the scenario states it.
fn day(one: &UpcomingDay) -> String {
    match one.precision.as_str() {
        "day" => one.date.clone(),
        "month" => format!("{} (in that month)", one.date.get(..7).unwrap_or(&one.date)),
        word => format!("{word} {}", one.date),
    }
}

fn signs(watch: &[WatchItem]) -> Figures {
    let row = |one: &WatchItem| {
        let cells =
            [rounded(one.p, 0.01), share(one.with, one.error), share(one.without, one.error), rounded(one.moves, 0.01)];
        std::iter::once(capital(&one.what)).chain(cells).collect()
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
fn calendar(upcoming: &[UpcomingDay]) -> Figures {
    let clear = ranked(upcoming);
    let others =
        upcoming.iter().filter(|one| !clear.iter().any(|(first, _)| first.name == one.name && first.date == one.date));
    let told = |(one, turn): &(&UpcomingDay, &PossibleTurn)| {
        let cells = [
            capital(&turn.what),
            rounded(turn.p, 0.01),
            share(turn.with, turn.error),
            share(turn.without, turn.error),
            rounded(turn.moves, 0.01),
        ];
        [day(one), capital(&one.what)].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let untold = |one: &UpcomingDay| {
        let chance = one.turn.as_ref().map(|turn| (capital(&turn.what), rounded(turn.p, 0.01)));
        let (what, p) = chance.unwrap_or((UNKNOWN.to_owned(), UNKNOWN.to_owned()));
        vec![day(one), capital(&one.what), what, p, UNKNOWN.to_owned(), UNKNOWN.to_owned(), "not clear".to_owned()]
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
