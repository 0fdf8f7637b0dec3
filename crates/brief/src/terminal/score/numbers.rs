//! Scores of quantiles.

use super::MOST_LINES;
use crate::numbers::{count, figure, rounded};
use crate::page::Page;
use crate::table::{Align, Table};
use standoff_verify::scoring::scores::{ForecasterScores, NumberScores, Scores};

pub(super) fn write(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &NumberScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.numbers.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Numbers");
    page.caption("How often intervals held the outcome");
    page.table(&coverage(&scored));
    for (one, numbers) in scored {
        page.caption(&format!("{}, question by question", one.forecaster));
        page.table(&answers(numbers));
        if let more @ 1.. = numbers.answers.len().saturating_sub(MOST_LINES) {
            page.note(&format!("and {} more; --json has all", count(more)));
        }
    }
    page.note("Scores are in the unit of each question, so that no mean is made over questions; less is better.");
}

fn coverage(scored: &[(&ForecasterScores, &NumberScores)]) -> Table {
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
            table.row([
                one.forecaster.clone(),
                format!("{} %", figure(100.0 * covered.stated)),
                count(covered.inside as usize),
                count(covered.outcomes as usize),
                rounded(covered.share, 0.01),
                format!("{}–{}", rounded(covered.low, 0.01), rounded(covered.high, 0.01)),
            ]);
        }
        if numbers.coverage.is_empty() {
            table.row([one.forecaster.as_str(), "none", "", "", "", ""]);
        }
    }
    table
}

fn answers(numbers: &NumberScores) -> Table {
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
        table.row([
            answer.question.clone(),
            answer.made.clone(),
            figure(answer.outcome),
            count(answer.levels),
            figure(answer.quantile_score),
            widest.map_or("none".to_owned(), |one| {
                format!("{} % {} to {}", figure(100.0 * one.stated), figure(one.low), figure(one.high))
            }),
            widest.map_or(String::new(), |one| figure(one.score)),
        ]);
    }
    table
}
