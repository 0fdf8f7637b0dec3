//! What to watch: what may come within the next months, by how much it would move the answer; and the calendar.

use crate::document::{Block, Figures, Section, Sentence};
use crate::numbers::{rounded, step};
use crate::weekly::Breakdown;
use standoff_lab::breakdown::{Upcoming, Watched};

pub fn section(week: &Breakdown) -> Section {
    let mut blocks = Vec::new();
    if week.watch.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain(
            "Nothing that may come soon moves the answer by more than its error.",
        )]));
    } else {
        blocks.push(Block::Text(vec![Sentence::plain(
            "Chance that the line holds twelve months in futures where this comes, and in the others. News, not causes: what \
             comes with it differs too.",
        )]));
        blocks.push(Block::Table(signs(&week.watch)));
    }
    if week.upcoming.is_empty() {
        blocks.push(Block::Text(vec![Sentence::plain("The calendar of the next six months is empty.")]));
    } else {
        blocks.push(Block::Table(calendar(&week.upcoming)));
    }
    Section { slug: "watch", heading: "What to watch".to_owned(), blocks }
}

fn signs(watch: &[Watched]) -> Figures {
    let row = |one: &Watched| {
        let step = step(one.error).unwrap_or(0.01).max(0.01);
        let share = |value: f64| rounded(value, step);
        vec![crate::words::capital(&one.what), rounded(one.p, 0.01), share(one.with), share(one.without)]
    };
    let within = watch.first().map_or(0, |one| one.within);
    let heads =
        [("What may come", false), ("chance that it does", true), ("holds if so", true), ("holds if not", true)];
    Figures {
        caption: format!("Within {within} months, by how far the answer would move"),
        from: "watch".to_owned(),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: watch.iter().map(row).collect(),
    }
}

fn calendar(upcoming: &[Upcoming]) -> Figures {
    Figures {
        caption: "Votes and elections of the next six months".to_owned(),
        from: "upcoming".to_owned(),
        heads: vec![("Day".to_owned(), false), ("What".to_owned(), false)],
        rows: upcoming.iter().map(|one| vec![one.date.clone(), crate::words::capital(&one.what)]).collect(),
    }
}
