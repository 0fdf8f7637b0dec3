//! Changes since the last brief by cause, in parts that add up to the whole.

use super::event_words::event_list;
use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::{figure_in_unit, way_of_change};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::changes::{ChangePart, ChangedAnswer, Changes};
use standoff_prose::numbers::{format_count, format_rounded};
use standoff_prose::words::{capitalize, format_signed};

/// Beginnings of the names of the answers that come first, of each the nearest.
const FIRST: [&str; 3] = ["holds-", "settled-", "hold-months"];

/// Composes the section; none without a look back at the last brief.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let changes = week.changes.as_ref()?;
    let heading = "What changed since the last brief, and why".to_owned();
    Some(Section { slug: "changes", heading, blocks: change_blocks(week, changes) })
}

fn change_blocks(week: &Breakdown, changes: &Changes) -> Vec<Block> {
    let first = FIRST.iter().filter_map(|name| changes.answers.iter().find(|one| one.whole.outcome.starts_with(name)));
    let first: Vec<&ChangedAnswer> = first.collect();
    if !changes.answers.iter().any(|one| one.whole.is_clear()) {
        let count = format_count(changes.answers.len());
        let words =
            format!("None of {count} answers has changed by more than two standard errors since {}.", changes.from);
        let mut blocks = vec![Block::Text(vec![Sentence::sourced("changes.answers", words)])];
        blocks.extend(first.first().map(|changed| Block::Table(change_table(week, changed)).folded()));
        return blocks;
    }
    let mut blocks = vec![Block::Table(whole_table(changes, &first))];
    let clear = first.iter().find(|changed| changed.whole.is_clear());
    blocks.extend(clear.and_then(|changed| pictures::draw_changes(week, changed)));
    blocks.extend(clear.or(first.first()).map(|changed| Block::Table(change_table(week, changed)).folded()));
    blocks
}

fn source_key(of: &ChangedAnswer) -> String {
    format!("changes.answers.{}", of.whole.outcome)
}

/// The first answers then and now.
fn whole_table(changes: &Changes, first: &[&ChangedAnswer]) -> Figures {
    let row = |changed: &&ChangedAnswer| {
        let way = way_of_change(changed);
        let clear = if changed.whole.is_clear() { "yes" } else { "no" };
        let [from, to] = [way.from, way.to].map(|value| figure_in_unit(changed, format_rounded(value, way.step)));
        vec![capitalize(&changed.whole.title), from, to, clear.to_owned()]
    };
    Figures::new(
        "The first answers on both days",
        "changes.answers",
        &[("Answer", false), (&changes.from, true), (&changes.to, true), ("a clear change", false)],
        first.iter().map(row).collect(),
    )
}

fn change_table(week: &Breakdown, changed: &ChangedAnswer) -> Figures {
    let way = way_of_change(changed);
    let scenario = &week.forecast.provenance.scenario;
    let row = |(part, adds): (&ChangePart, &f64)| {
        let when = part.known.clone().unwrap_or_else(|| "Time passing".to_owned());
        let what = if part.known.is_none() { "no news".to_owned() } else { event_list(scenario, part) };
        let unclear = part.adds.abs() <= 2.0 * part.error;
        // What is clear of chance and less than the step shows is a bound, not nothing.
        let told = match !unclear && *adds == 0.0 {
            true => format!("under {}", figure_in_unit(changed, format_signed(way.step.copysign(part.adds), way.step))),
            false => figure_in_unit(changed, format_signed(*adds, way.step)),
        };
        vec![when, what, told, if unclear { "no" } else { "yes" }.to_owned()]
    };
    Figures::new(
        format!("{}: what changed it, in order of time", capitalize(&changed.whole.title)),
        source_key(changed),
        &[("Known until", false), ("Events", false), ("adds", true), ("clear of chance", false)],
        changed.parts.iter().zip(&way.parts).map(row).collect(),
    )
}
