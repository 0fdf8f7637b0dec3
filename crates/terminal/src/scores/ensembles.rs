//! Scores of ensembles.

use super::figures::{format_optional, pit_line};
use super::precision::{MOST_LINES, STEP};
use standoff_prose::numbers::{format_count, format_figure, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Table};
use standoff_verify::scoring::scores::{EnsembleScores, ForecasterScores, Scores};

/// Writes the scores of ensembles; nothing where no forecaster gave one.
pub(crate) fn write_section(page: &mut Page, scores: &Scores) {
    let scored: Vec<(&ForecasterScores, &EnsembleScores)> =
        scores.forecasters.iter().filter_map(|one| Some((one, one.ensembles.as_ref()?))).collect();
    if scored.is_empty() {
        return;
    }
    page.heading("Ensembles");
    write_means(page, &scored);
    for (one, ensembles) in scored {
        page.caption(&format!("{}, question by question", one.forecaster));
        page.table(&answer_table(ensembles));
        if let more @ 1.. = ensembles.answers.len().saturating_sub(MOST_LINES) {
            page.note(&format!("and {} more; --json has all", format_count(more)));
        }
        page.note(&pit_line(&ensembles.pit, ensembles.forecasts));
    }
    page.note(
        "CRPS takes the members as they are; the fair one is what a large ensemble of the same kind could expect. Both are \
         in the unit of the question; less is better.",
    );
}

fn write_means(page: &mut Page, scored: &[(&ForecasterScores, &EnsembleScores)]) {
    let heads = ["forecaster", "unit", "questions", "forecasts", "CRPS", "error", "fair CRPS", "error"];
    let align = |head| (head, if matches!(head, "forecaster" | "unit") { Align::Left } else { Align::Right });
    let mut table = Table::new(&heads.map(align));
    for (one, ensembles) in scored {
        for mean in &ensembles.means {
            table.add_row([
                one.forecaster.clone(),
                mean.unit.clone(),
                format_count(mean.questions),
                format_count(mean.forecasts),
                format_figure(mean.crps),
                format_optional(mean.crps_error, format_figure),
                format_optional(mean.fair_crps, format_figure),
                format_optional(mean.fair_crps_error, format_figure),
            ]);
        }
    }
    if scored.iter().any(|(_, ensembles)| !ensembles.means.is_empty()) {
        page.caption("Means over questions of one unit");
        page.table(&table);
    }
}

fn answer_table(ensembles: &EnsembleScores) -> Table {
    let heads = ["question", "made", "outcome", "members", "CRPS", "fair CRPS", "place"];
    let mut table = Table::new(&heads.map(|head| (head, if head == "question" { Align::Left } else { Align::Right })));
    for answer in ensembles.answers.iter().take(MOST_LINES) {
        table.add_row([
            answer.question.clone(),
            answer.made.clone(),
            format_figure(answer.outcome),
            format_count(answer.members),
            format_figure(answer.crps),
            format_optional(answer.fair_crps, format_figure),
            format_rounded(answer.pit, STEP),
        ]);
    }
    table
}
