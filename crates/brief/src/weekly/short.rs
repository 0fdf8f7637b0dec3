//! The brief on one page: some 300 words and three pictures.

use super::answer::benchmark_sentences;
use super::brief::document_of;
use super::dilemma::cost_sentences;
use super::lead::{end_sentence, headline_sentence, lead_sentences, settled_sentence, watch_sentences};
use super::method::limit_sentences;
use super::resistance::without_great_power_sentences;
use super::upcoming_day::ranked_turns;
use crate::document::{Block, Document, Section, Sentence};
use crate::pictures;
use crate::wording::percent;
use standoff_breakdown::week::Breakdown;
use standoff_prose::numbers::format_rounded;
use standoff_prose::words::capitalize;

/// Costs that are told: the losses of both belligerents.
const COSTS: usize = 2;
/// Days of the calendar that are listed after the one that is told.
const MOST_DAYS: usize = 2;

/// Composes the brief on one page.
pub fn compose_short_brief(week: &Breakdown) -> Document {
    let told = lead_sentences(week);
    let settled = settled_sentence(&week.forecast);
    let watched = watch_sentences(week);
    // What has a section of its own further down is not told twice.
    let lead = told.into_iter().filter(|one| *one != settled && !watched.contains(one)).collect();
    let answer =
        vec![Block::Headline(headline_sentence(&week.forecast)), Block::Text(lead), pictures::draw_breaks(week)];
    let mut sections =
        vec![Section { slug: "answer", heading: "The answer".to_owned(), blocks: answer }, end_section(week, settled)];
    sections.extend(watch_section(week, watched));
    let mut trust = benchmark_sentences(&week.forecast);
    trust.extend(limit_sentences(week));
    let heading = "How far to trust it".to_owned();
    sections.push(Section { slug: "trust", heading, blocks: vec![Block::Text(trust)] });
    document_of(week, "brief on one page", sections, true)
}

/// What ends the war and at whose cost, with a picture of what becomes of line and war.
fn end_section(week: &Breakdown, settled: Sentence) -> Section {
    let findings = &week.forecast;
    let mut sentences = vec![settled, end_sentence(findings)];
    sentences.extend(cost_sentences(findings).into_iter().take(COSTS));
    sentences.extend(without_great_power_sentences(week));
    let mut blocks = vec![Block::Text(sentences)];
    blocks.extend(pictures::draw_causes(week).or_else(|| pictures::draw_survival(week)));
    blocks.extend(moving_picture(week));
    Section { slug: "ends", heading: "What ends it, and at whose cost".to_owned(), blocks }
}

/// How the answer moved: since the last brief where it did, along the record where there is one; otherwise how long it holds.
fn moving_picture(week: &Breakdown) -> Option<Block> {
    let changes = week.changes.as_ref();
    let clear = changes.and_then(|changes| {
        changes.answers.iter().find(|one| one.whole.outcome.starts_with("holds-") && one.whole.is_clear())
    });
    let changed = clear.and_then(|changed| pictures::draw_changes(week, changed));
    let history = || week.history.as_ref().and_then(|history| pictures::draw_history(week, history));
    changed.or_else(history).or_else(|| pictures::draw_survival(week))
}

/// The day to watch, and the next that would move the answer; none where nothing does.
fn watch_section(week: &Breakdown, watched: Vec<Sentence>) -> Option<Section> {
    if watched.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Text(watched)];
    let next = ranked_turns(&week.upcoming).into_iter().skip(1).take(MOST_DAYS);
    let day = |one: super::upcoming_day::UpcomingTurn<'_>| {
        let chance = percent(&format_rounded(one.turn.p, 0.01));
        let words = format!("{} {}: {} ({chance}).", capitalize(&one.event_words()), one.when_words(), one.turn.what);
        Sentence::sourced("upcoming", words)
    };
    let days: Vec<Sentence> = next.map(day).collect();
    blocks.extend((!days.is_empty()).then_some(Block::List(days)));
    Some(Section { slug: "watch", heading: "What to watch".to_owned(), blocks })
}
