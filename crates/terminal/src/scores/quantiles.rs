//! Scores of quantiles.

use super::figures::format_optional;
use super::precision::MOST_LINES;
use standoff_prose::numbers::{format_count, format_figure, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Table};
use standoff_verify::scoring::scores::{ForecasterScores, NumberScores, QuantileMean, Scores};

/// Writes the scores of answers that are numbers; nothing where no forecaster gave one.
pub(crate) fn write_section(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &NumberScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.numbers.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Numbers");
    page.caption("How often intervals held the outcome");
    page.table(&coverage_table(&scored));
    write_means(page, &scored);
    for (one, numbers) in scored {
        page.caption(&format!("{}, question by question", one.forecaster));
        page.table(&answer_table(numbers));
        if let more @ 1.. = numbers.answers.len().saturating_sub(MOST_LINES) {
            page.note(&format!("and {} more; --json has all", format_count(more)));
        }
    }
    page.note(
        "Scores are in the unit of each question, so that means are made only where outcomes name the same unit; less is \
         better.",
    );
}

fn write_means(page: &mut Page, scored: &[(&ForecasterScores, &NumberScores)]) {
    let heads = ["forecaster", "unit", "levels", "questions", "forecasts", "quantile score", "error", "WIS"];
    let left = |head| matches!(head, "forecaster" | "unit");
    let mut table = Table::new(&heads.map(|head| (head, if left(head) { Align::Left } else { Align::Right })));
    let all: Vec<(&ForecasterScores, &QuantileMean)> =
        scored.iter().flat_map(|(one, numbers)| numbers.means.iter().map(move |mean| (*one, mean))).collect();
    for (one, mean) in &all {
        table.add_row([
            one.forecaster.clone(),
            mean.unit.clone(),
            format_count(mean.levels.len()),
            format_count(mean.questions),
            format_count(mean.forecasts),
            format_figure(mean.quantile_score),
            format_optional(mean.quantile_score_error, format_figure),
            if mean.is_weighted_interval_score { "yes" } else { "no" }.to_owned(),
        ]);
    }
    if !all.is_empty() {
        page.caption("Means over questions of one unit and the same levels");
        page.table(&table);
        page.note(
            "WIS: the levels are those of a median and of central intervals, and the quantile score is the weighted \
             interval score.",
        );
    }
}

fn coverage_table(scored: &[(&ForecasterScores, &NumberScores)]) -> Table {
    let mut table = Table::new(&[
        ("forecaster", Align::Left),
        ("stated", Align::Right),
        ("inside", Align::Right),
        ("outcomes", Align::Right),
        ("share", Align::Right),
        ("interval", Align::Right),
    ]);
    for (one, numbers) in scored {
        for covered in &numbers.coverage {
            table.add_row([
                one.forecaster.clone(),
                format!("{} %", format_figure(100.0 * covered.stated)),
                format_count(covered.inside as usize),
                format_count(covered.outcomes as usize),
                format_rounded(covered.share, 0.01),
                format!("{}–{}", format_rounded(covered.low, 0.01), format_rounded(covered.high, 0.01)),
            ]);
        }
        if numbers.coverage.is_empty() {
            table.add_row([one.forecaster.as_str(), "none", "", "", "", ""]);
        }
    }
    table
}

fn answer_table(numbers: &NumberScores) -> Table {
    let mut table = Table::new(&[
        ("question", Align::Left),
        ("made", Align::Right),
        ("outcome", Align::Right),
        ("levels", Align::Right),
        ("quantile score", Align::Right),
        ("widest interval", Align::Right),
        ("its score", Align::Right),
    ]);
    for answer in numbers.answers.iter().take(MOST_LINES) {
        let widest = answer.intervals.last();
        table.add_row([
            answer.question.clone(),
            answer.made.clone(),
            format_figure(answer.outcome),
            format_count(answer.levels),
            format_figure(answer.quantile_score),
            widest.map_or("none".to_owned(), |one| {
                format!(
                    "{} % {} to {}",
                    format_figure(100.0 * one.stated),
                    format_figure(one.low),
                    format_figure(one.high)
                )
            }),
            widest.map_or(String::new(), |one| format_figure(one.score)),
        ]);
    }
    table
}
