//! Scores of forecasts as a page: what was scored, the forecasters side by side, reliability, and who does better.

use super::figures::format_optional;
use super::precision::{MOST_LINES, STEP};
use super::reliability::{self, Mark};
use super::{categories, ensembles, pairs, quantiles};
use crate::frame::answer::write_answer;
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_verify::scoring::scores::{ChanceScores, ForecasterScores, Scores};

/// Forecasts below which a diagram says little.
const FEW: usize = 30;
/// Forecasters shown with a diagram of their own.
const MOST_DIAGRAMS: usize = 40;

/// Renders scores. No line is wider than the style allows.
pub fn render_scores(scores: &Scores, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, scores);
    if let Some(reason) = &scores.nothing {
        page.blank();
        page.flush(Tone::Strong, &format!("Nothing to score: {reason}."));
    }
    write_side_by_side(&mut page, scores);
    let mut scored = scores.forecasters.iter().filter_map(|one| Some((one, one.chances.as_ref()?)));
    scored.by_ref().take(MOST_DIAGRAMS).for_each(|(one, chances)| write_reliability(&mut page, one, chances));
    if let more @ 1.. = scored.count() {
        page.note(&format!("and {} more forecasters; --json has all", format_count(more)));
    }
    categories::write_section(&mut page, scores);
    quantiles::write_section(&mut page, scores);
    ensembles::write_section(&mut page, scores);
    pairs::write_section(&mut page, scores);
    write_left_out(&mut page, scores);
    page.finish()
}

const LEGEND: &str = "How to read this. All scores are losses: less is better. Brier: 0 is perfect, always stating one half has 0.25. \
    Log: 0 is perfect, one half has 0.693; a forecast that gives no chance to what comes has no bound. Intervals hold 9 of 10; they and \
    standard errors take questions, or the clusters that outcomes name, to be independent, which questions about one war are not.";

fn write_heading(page: &mut Page, scores: &Scores) {
    page.flush(Tone::Strong, "STANDOFF · Forecasts against outcomes");
    let annulled =
        if scores.annulled > 0 { format!(" · {} annulled", format_count(scores.annulled)) } else { String::new() };
    let which = if scores.every {
        "every forecast counts"
    } else {
        "of each forecaster the last forecast on a question counts"
    };
    page.flush(Tone::Plain, &format!("{}{annulled} · {which}", counted_noun(scores.outcomes, "outcome")));
    if scores.nothing.is_none() {
        write_answer(page, &answer_sentences(scores));
        page.blank();
        page.flush(Tone::Faint, LEGEND);
    }
}

/// Which forecaster of chances has the lowest score, beside one who always states one half.
fn answer_sentences(scores: &Scores) -> Vec<String> {
    let mut scored: Vec<(&str, &ChanceScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one.forecaster.as_str(), one.chances.as_ref()?))).collect();
    scored.sort_by(|(_, one), (_, other)| one.brier.total_cmp(&other.brier));
    let words = |(name, chances): &(&str, &ChanceScores)| {
        let error =
            chances.brier_error.map_or(String::new(), |error| format!(", error {}", format_rounded(error, STEP)));
        format!(
            "{name} {} (of {} forecasts{error})",
            format_rounded(chances.brier, STEP),
            format_count(chances.forecasts)
        )
    };
    match scored.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("Brier score: {}; always one half has 0.25.", words(one))],
        [one, two, ..] => {
            vec![format!("Lowest Brier score: {}; next {}; always one half has 0.25.", words(one), words(two))]
        }
    }
}

fn write_side_by_side(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &ChanceScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.chances.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Chances");
    let heads = ["forecaster", "questions", "forecasts", "happened", "Brier", "error", "log", "log of the finite"];
    let mut table =
        Table::new(&heads.map(|head| (head, if head == "forecaster" { Align::Left } else { Align::Right })));
    for (one, chances) in &scored {
        table.add_cells([
            Cell::from(&one.forecaster),
            Cell::from(format_count(chances.questions)),
            Cell::from(format_count(chances.forecasts)),
            Cell::from(format_count(chances.happened)),
            Cell::toned(Tone::Strong, format_rounded(chances.brier, STEP)),
            Cell::from(format_optional(chances.brier_error, |error| format_rounded(error, STEP))),
            Cell::from(chances.log.map_or("infinite".to_owned(), |log| format_rounded(log, STEP))),
            Cell::faint(chances.log_of_finite.map_or(UNKNOWN.to_owned(), |log| format_rounded(log, STEP))),
        ]);
    }
    page.table(&table);
    for (one, chances) in scored.iter().filter(|(_, chances)| chances.infinite > 0) {
        let forecasts = counted_noun(chances.infinite, "forecast");
        page.note(&format!("{forecasts} of {} gave no chance to what came.", one.forecaster));
    }
}

fn write_reliability(page: &mut Page, one: &ForecasterScores, chances: &ChanceScores) {
    page.heading(&format!("Does it mean what it says? {}", one.forecaster));
    if chances.forecasts < FEW {
        let forecasts = counted_noun(chances.forecasts, "forecast");
        page.note(&format!("From {forecasts} only: the intervals say how little that shows."));
    }
    let mark = |bin: &standoff_verify::scoring::scores::ReliabilityBin| Mark {
        chance: bin.chance,
        frequency: bin.frequency,
        low: bin.low,
        high: bin.high,
    };
    page.picture(&reliability::reliability_diagram(
        &chances.reliability.iter().map(mark).collect::<Vec<Mark>>(),
        page.columns(),
    ));
    page.blank();
    page.table(&bin_table(chances));
    let parts = chances.decomposition;
    let [off, apart, unsure, rest] = [parts.reliability, parts.resolution, parts.uncertainty, parts.within.abs()]
        .map(|part| format_rounded(part, STEP));
    let sign = if parts.within < 0.0 { '−' } else { '+' };
    page.text(&format!(
        "Brier {} = {off} for chances that are off − {apart} for telling apart what happens and what does not + {unsure} for how even the \
         outcomes are {sign} {rest} for differences within bins.",
        format_rounded(chances.brier, STEP),
    ));
    write_answers(page, chances);
}

fn bin_table(chances: &ChanceScores) -> Table {
    let mut table = Table::new(
        &["chances stated", "mean", "forecasts", "happened", "share", "interval"].map(|head| (head, Align::Right)),
    );
    for bin in &chances.reliability {
        let share = |value: f64| format_rounded(value, 0.01);
        let (from, to) = (share(bin.from), share(bin.to));
        table.add_row([
            if from == to { from } else { format!("{from}–{to}") },
            share(bin.chance),
            format_count(bin.forecasts as usize),
            format_count(bin.happened as usize),
            share(bin.frequency),
            format!("{}–{}", share(bin.low), share(bin.high)),
        ]);
    }
    table
}

fn write_answers(page: &mut Page, chances: &ChanceScores) {
    page.blank();
    let mut table = Table::new(&[
        ("question", Align::Left),
        ("made", Align::Right),
        ("chance", Align::Right),
        ("outcome", Align::Right),
        ("Brier", Align::Right),
        ("log", Align::Right),
    ]);
    for answer in chances.answers.iter().take(MOST_LINES) {
        table.add_row([
            answer.question.clone(),
            answer.made.clone(),
            format_rounded(answer.p, STEP),
            if answer.happened { "yes".to_owned() } else { "no".to_owned() },
            format_rounded(answer.brier, STEP),
            answer.log.map_or("infinite".to_owned(), |log| format_rounded(log, STEP)),
        ]);
    }
    page.table(&table);
    if let more @ 1.. = chances.answers.len().saturating_sub(MOST_LINES) {
        page.note(&format!("and {} more; --json has all", format_count(more)));
    }
}

/// "1 outcome", "3 outcomes".
fn counted_noun(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{} {what}s", format_count(number)) }
}

/// Writes the forecasts and outcomes that were given and not scored.
fn write_left_out(page: &mut Page, scores: &Scores) {
    let mut lines = Vec::new();
    for one in &scores.forecasters {
        for (number, why) in [
            (one.open, "without an outcome so far"),
            (one.annulled, "on questions that were annulled"),
            (one.replaced, "replaced by a later one on the same question"),
            (one.late, "sealed after the outcome was known"),
        ] {
            if number > 0 {
                lines.push(format!("{}: {} {why}", one.forecaster, format_count(number)));
            }
        }
    }
    for outcome in scores.unmatched.iter().take(MOST_LINES) {
        let hint = outcome.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        lines.push(format!("`{}` has an outcome and no forecast{hint}", outcome.question));
    }
    if !lines.is_empty() {
        page.heading("Not scored");
        lines.iter().for_each(|line| page.item(line));
    }
}
