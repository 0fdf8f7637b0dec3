//! What the levers change, in a sentence for each option.

use super::effect::{Effect, standard_error};
use super::selection::OutcomeSelection;
use standoff_analysis::options::compare::{Comparison, OptionDifference, OutcomeDifference};
use standoff_lab::report_months::middle_months;
use standoff_prose::numbers::{Chance, format_count, percent_of_share};
use standoff_prose::words::capitalize;

/// Options told; the others are in the table.
const OPTIONS: usize = 3;
/// Outcomes told of each option where none is asked for.
const OUTCOMES: usize = 2;

/// A sentence for each of the first options.
pub(crate) fn answer_sentences(comparison: &Comparison, shown: OutcomeSelection<'_>) -> Vec<String> {
    let options = &comparison.options;
    let mut sentences: Vec<String> =
        options.iter().take(OPTIONS).map(|option| option_sentence(comparison, option, shown)).collect();
    if let more @ 1.. = options.len().saturating_sub(OPTIONS) {
        sentences.push(format!("{} more below.", format_count(more)));
    }
    sentences
}

fn option_sentence(comparison: &Comparison, option: &OptionDifference, shown: OutcomeSelection<'_>) -> String {
    let title = match option.levers.len() {
        1 => capitalize(&option.title),
        count => format!("All {count} levers together"),
    };
    if option.touched.value == 0.0 {
        return format!("{title}: nothing at all differs in any future.");
    }
    let rows = told_rows(option, shown);
    if rows.is_empty() {
        let changed =
            Chance::new(option.end_changed.value, standard_error(&option.end_changed), comparison.runs).percent();
        return format!("{title}: the end differs in {changed} of the futures.");
    }
    let parts: Vec<String> = rows.into_iter().map(|row| row_words(row, comparison.runs)).collect();
    format!("{title}: {}.", parts.join("; "))
}

/// What was asked for; or whether the line holds, and whether the war is settled.
fn told_rows<'a>(option: &'a OptionDifference, shown: OutcomeSelection<'_>) -> Vec<&'a OutcomeDifference> {
    if !shown.usual() {
        return option.outcomes.iter().filter(|row| shown.has(row)).take(OUTCOMES).collect();
    }
    let first = |prefix: &str| {
        let of_prefix = || option.outcomes.iter().filter(|row| row.outcome.starts_with(prefix));
        let middle = format!("{prefix}{}", middle_months(usize::MAX));
        of_prefix().find(|row| row.outcome == middle).or_else(|| of_prefix().next())
    };
    ["holds-", "settled-"].into_iter().filter_map(first).collect()
}

/// "the line holds for 24 months in 46 %, without it 56 %".
fn row_words(row: &OutcomeDifference, runs: usize) -> String {
    let effect = Effect::new(row, runs);
    let chance = row.unit == "chance";
    let told = |text: String| if chance { percent_of_share(&text) } else { text };
    let (with, without) = (told(effect.with()), told(effect.without()));
    let unit = if chance || row.title.contains(&row.unit) { String::new() } else { format!(" {}", row.unit) };
    let title = row.title.trim_end_matches(", within the horizon");
    let verdict = if effect.is_clear() { "" } else { " (not clear)" };
    format!("{title} {with}{unit}, without it {without}{verdict}")
}
