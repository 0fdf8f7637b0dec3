//! Changes since the last brief by cause, in parts that add up to the whole.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::way_of_change;
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::changes::{ChangePart, ChangedAnswer, Changes};
use standoff_prose::numbers::format_rounded;
use standoff_prose::together::Way;
use standoff_prose::words::{self, format_signed};

/// Beginnings of the names of the answers that come first, of each the nearest.
const FIRST: [&str; 3] = ["holds-", "settled-", "hold-months"];

pub fn compose_section(week: &Breakdown) -> Section {
    let heading = "What changed since the last brief, and why".to_owned();
    let blocks = match &week.changes {
        None if !week.updated => {
            vec![Block::Text(vec![Sentence::plain("There is no evidence in this brief, so nothing can have changed.")])]
        }
        None => vec![Block::Text(vec![Sentence::plain(
            "This brief was made without a look back at the last one: `standoff brief --since DAY` looks back.",
        )])],
        Some(changes) => change_blocks(week, changes),
    };
    Section { slug: "changes", heading, blocks }
}

fn change_blocks(week: &Breakdown, changes: &Changes) -> Vec<Block> {
    let first = FIRST.iter().filter_map(|name| changes.answers.iter().find(|one| one.whole.outcome.starts_with(name)));
    let first: Vec<&ChangedAnswer> = first.collect();
    let sentences = match changes.answers.iter().any(|one| one.whole.is_clear()) {
        true => first.iter().map(|changed| change_sentence(changes, changed)).collect(),
        false => vec![Sentence::sourced(
            "changes.answers",
            format!(
                "None of {} answers has changed by more than two standard errors since {}.",
                changes.answers.len(),
                changes.from
            ),
        )],
    };
    let mut blocks = vec![Block::List(sentences)];
    blocks.extend(first.first().and_then(|changed| pictures::draw_changes(week, changed)));
    blocks.extend(first.first().map(|changed| Block::Table(change_table(changed))));
    blocks
}

fn source_key(of: &ChangedAnswer) -> String {
    format!("changes.answers.{}", of.whole.outcome)
}

fn change_sentence(changes: &Changes, changed: &ChangedAnswer) -> Sentence {
    let whole = &changed.whole;
    let Way { from, to, step, .. } = way_of_change(changed);
    let words = if whole.is_clear() {
        format!(
            "{}: {} on {}, {} on {}.",
            words::capitalize(&whole.title),
            format_rounded(from, step),
            changes.from,
            format_rounded(to, step),
            changes.to
        )
    } else {
        format!(
            "{}: {}, no clear change since {} (difference {}, within two standard errors of none).",
            words::capitalize(&whole.title),
            format_rounded(to, step),
            changes.from,
            format_signed(to - from, step)
        )
    };
    Sentence::sourced(source_key(changed), words)
}

fn change_table(changed: &ChangedAnswer) -> Figures {
    let way = way_of_change(changed);
    let row = |(part, adds): (&ChangePart, &f64)| {
        let when = part.known.clone().unwrap_or_else(|| "time passing".to_owned());
        let what = if part.known.is_none() { "no news".to_owned() } else { part.events.join(", ") };
        let unclear = part.adds.abs() <= 2.0 * part.error;
        let remark = if unclear { "no" } else { "yes" };
        // What is clear of chance and less than the step shows is a bound, not nothing.
        let told = match !unclear && *adds == 0.0 {
            true => format!("under {}", format_signed(way.step.copysign(part.adds), way.step)),
            false => format_signed(*adds, way.step),
        };
        vec![when, what, told, remark.to_owned()]
    };
    let heads = [("Known until", false), ("Events", false), ("adds", true), ("clear of chance", false)];
    Figures {
        caption: format!("{}: what changed it, in order of time", words::capitalize(&changed.whole.title)),
        from: source_key(changed),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: changed.parts.iter().zip(&way.parts).map(row).collect(),
    }
}
