//! Scores of chances of categories.

use super::figures::{format_optional, pit_line};
use super::precision::{MOST_LINES, STEP};
use standoff_prose::numbers::{format_count, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Table};
use standoff_verify::scoring::scores::{CategoryScores, ForecasterScores, Scores};

/// Writes the scores of chances of categories; nothing where no forecaster gave any.
pub(crate) fn write_section(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &CategoryScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.categories.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Categories");
    page.table(&side_by_side(&scored));
    page.note("Brier over all categories: 0 is perfect, 2 is worst. Ranked: only of categories that have an order.");
    for (one, categories) in scored {
        page.caption(&format!("{}, question by question", one.forecaster));
        page.table(&answer_table(categories));
        if let more @ 1.. = categories.answers.len().saturating_sub(MOST_LINES) {
            page.note(&format!("and {} more; --json has all", format_count(more)));
        }
        if let Some(ordered) = &categories.ordered {
            page.note(&pit_line(&ordered.pit, ordered.forecasts));
        }
    }
}

fn share(value: f64) -> String {
    format_rounded(value, STEP)
}

fn side_by_side(scored: &[(&ForecasterScores, &CategoryScores)]) -> Table {
    let heads = ["forecaster", "questions", "forecasts", "Brier", "error", "log", "ranked", "error"];
    let mut table =
        Table::new(&heads.map(|head| (head, if head == "forecaster" { Align::Left } else { Align::Right })));
    for (one, categories) in scored {
        let ordered = categories.ordered.as_ref();
        table.add_row([
            one.forecaster.clone(),
            format_count(categories.questions),
            format_count(categories.forecasts),
            share(categories.brier),
            format_optional(categories.brier_error, share),
            categories.log.map_or("infinite".to_owned(), share),
            format_optional(ordered.map(|ordered| ordered.ranked), share),
            format_optional(ordered.and_then(|ordered| ordered.ranked_error), share),
        ]);
    }
    table
}

fn answer_table(categories: &CategoryScores) -> Table {
    let heads = ["question", "made", "outcome", "its chance", "Brier", "log", "ranked"];
    let left = |head| matches!(head, "question" | "outcome");
    let mut table = Table::new(&heads.map(|head| (head, if left(head) { Align::Left } else { Align::Right })));
    for answer in categories.answers.iter().take(MOST_LINES) {
        table.add_row([
            answer.question.clone(),
            answer.made.clone(),
            answer.outcome.clone(),
            share(answer.p),
            share(answer.brier),
            answer.log.map_or("infinite".to_owned(), share),
            format_optional(answer.ranked, share),
        ]);
    }
    table
}
