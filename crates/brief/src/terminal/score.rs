//! Scores of forecasts as a page: what was scored, the forecasters side by side, reliability, and who does better.

mod diagram;
mod numbers;
mod pairs;
mod verdict;

pub use verdict::verdicts;

use crate::numbers::{UNKNOWN, count, rounded};
use crate::page::Page;
use crate::style::{Style, Tone};
use crate::table::{Align, Cell, Table};
use diagram::Mark;
use standoff_verify::scoring::scores::{ChanceScores, ForecasterScores, Scores};

/// Decimals of scores.
const STEP: f64 = 0.001;
/// Forecasts below which a diagram says little.
const FEW: usize = 30;
/// Forecasts shown one by one.
const MOST_LINES: usize = 40;

/// Forecasters shown with a diagram of their own.
const MOST_DIAGRAMS: usize = 40;

/// Scores as a page. No line is wider than the style allows.
pub fn score(scores: &Scores, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, scores);
    if let Some(reason) = &scores.nothing {
        page.blank();
        page.flush(Tone::Strong, &format!("Nothing to score: {reason}."));
    }
    side_by_side(&mut page, scores);
    let mut scored = scores.forecasters.iter().filter_map(|one| Some((one, one.chances.as_ref()?)));
    scored.by_ref().take(MOST_DIAGRAMS).for_each(|(one, chances)| reliability(&mut page, one, chances));
    if let more @ 1.. = scored.count() {
        page.note(&format!("and {} more forecasters; --json has all", count(more)));
    }
    numbers::write(&mut page, scores);
    pairs::write(&mut page, scores);
    left_out(&mut page, scores);
    page.finish()
}

const LEGEND: &str = "How to read this. All scores are losses: less is better. Brier: 0 is perfect, always stating one half has 0.25. \
    Log: 0 is perfect, one half has 0.693; a forecast that gives no chance to what comes has no bound. Intervals hold 9 of 10; they take \
    questions to be independent, which questions about one war are not.";

fn head(page: &mut Page, scores: &Scores) {
    page.flush(Tone::Strong, "STANDOFF · Forecasts against outcomes");
    let annulled = if scores.annulled > 0 { format!(" · {} annulled", count(scores.annulled)) } else { String::new() };
    let which = if scores.every {
        "every forecast counts"
    } else {
        "of each forecaster the last forecast on a question counts"
    };
    page.flush(Tone::Plain, &format!("{}{annulled} · {which}", several(scores.outcomes, "outcome")));
    if scores.nothing.is_none() {
        page.blank();
        page.flush(Tone::Faint, LEGEND);
    }
}

fn side_by_side(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &ChanceScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.chances.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Chances");
    let heads = ["forecaster", "questions", "forecasts", "happened", "Brier", "log", "log of the finite"];
    let mut table =
        Table::new(&heads.map(|head| (head, if head == "forecaster" { Align::Left } else { Align::Right })));
    for (one, chances) in &scored {
        table.cells([
            Cell::from(&one.forecaster),
            Cell::from(count(chances.questions)),
            Cell::from(count(chances.forecasts)),
            Cell::from(count(chances.happened)),
            Cell::toned(Tone::Strong, rounded(chances.brier, STEP)),
            Cell::from(chances.log.map_or("infinite".to_owned(), |log| rounded(log, STEP))),
            Cell::faint(chances.log_of_finite.map_or(UNKNOWN.to_owned(), |log| rounded(log, STEP))),
        ]);
    }
    page.table(&table);
    for (one, chances) in scored.iter().filter(|(_, chances)| chances.infinite > 0) {
        let forecasts = several(chances.infinite, "forecast");
        page.note(&format!("{forecasts} of {} gave no chance to what came.", one.forecaster));
    }
}

fn reliability(page: &mut Page, one: &ForecasterScores, chances: &ChanceScores) {
    page.heading(&format!("Does it mean what it says? {}", one.forecaster));
    if chances.forecasts < FEW {
        let forecasts = several(chances.forecasts, "forecast");
        page.note(&format!("From {forecasts} only: the intervals say how little that shows."));
    }
    let mark = |bin: &standoff_verify::scoring::scores::ReliabilityBin| Mark {
        chance: bin.chance,
        frequency: bin.frequency,
        low: bin.low,
        high: bin.high,
    };
    page.picture(&diagram::square(&chances.reliability.iter().map(mark).collect::<Vec<Mark>>(), page.columns()));
    page.blank();
    page.table(&bins(chances));
    let parts = chances.decomposition;
    let [off, apart, unsure, rest] =
        [parts.reliability, parts.resolution, parts.uncertainty, parts.within.abs()].map(|part| rounded(part, STEP));
    let sign = if parts.within < 0.0 { '−' } else { '+' };
    page.text(&format!(
        "Brier {} = {off} for chances that are off − {apart} for telling apart what happens and what does not + {unsure} for how even the \
         outcomes are {sign} {rest} for differences within bins.",
        rounded(chances.brier, STEP),
    ));
    answers(page, chances);
}

fn bins(chances: &ChanceScores) -> Table {
    let mut table = Table::new(
        &["chances stated", "mean", "forecasts", "happened", "share", "interval"].map(|head| (head, Align::Right)),
    );
    for bin in &chances.reliability {
        let share = |value: f64| rounded(value, 0.01);
        let (from, to) = (share(bin.from), share(bin.to));
        table.row([
            if from == to { from } else { format!("{from}–{to}") },
            share(bin.chance),
            count(bin.forecasts as usize),
            count(bin.happened as usize),
            share(bin.frequency),
            format!("{}–{}", share(bin.low), share(bin.high)),
        ]);
    }
    table
}

fn answers(page: &mut Page, chances: &ChanceScores) {
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
        table.row([
            answer.question.clone(),
            answer.made.clone(),
            rounded(answer.p, STEP),
            if answer.happened { "yes".to_owned() } else { "no".to_owned() },
            rounded(answer.brier, STEP),
            answer.log.map_or("infinite".to_owned(), |log| rounded(log, STEP)),
        ]);
    }
    page.table(&table);
    if let more @ 1.. = chances.answers.len().saturating_sub(MOST_LINES) {
        page.note(&format!("and {} more; --json has all", count(more)));
    }
}

/// "1 outcome", "3 outcomes".
fn several(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{} {what}s", count(number)) }
}

/// What was given and not scored.
fn left_out(page: &mut Page, scores: &Scores) {
    let mut lines = Vec::new();
    for one in &scores.forecasters {
        for (number, why) in [
            (one.open, "without an outcome so far"),
            (one.annulled, "on questions that were annulled"),
            (one.replaced, "replaced by a later one on the same question"),
            (one.late, "sealed after the outcome was known"),
        ] {
            if number > 0 {
                lines.push(format!("{}: {} {why}", one.forecaster, count(number)));
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
