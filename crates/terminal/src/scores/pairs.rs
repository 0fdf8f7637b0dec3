//! Forecasters two by two.

use super::precision::{MOST_LINES, STEP};
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Table};
use standoff_verify::scoring::scores::{BootstrapInterval, Scores};

pub(crate) fn write_section(page: &mut Page, scores: &Scores) {
    if scores.pairs.is_empty() {
        return;
    }
    page.heading("Who does better, on the questions that both forecast");
    let heads = ["one", "other", "questions", "Brier of one", "Brier of other", "one saves", "interval", "skill"];
    let words = |head: &&str| ["one", "other"].contains(head);
    let mut table = Table::new(&heads.map(|head| (head, if words(&head) { Align::Left } else { Align::Right })));
    for pair in &scores.pairs {
        let band = |found: BootstrapInterval| {
            format!("{} to {}", format_rounded(found.low, STEP), format_rounded(found.high, STEP))
        };
        let sure = pair.gain.is_some_and(|gain| gain.low > 0.0 || gain.high < 0.0);
        let star = if pair.gain.is_some() && !sure { "*" } else { "" };
        table.add_row([
            pair.one.clone(),
            pair.other.clone(),
            format_count(pair.questions),
            format_rounded(pair.brier_one, STEP),
            format_rounded(pair.brier_other, STEP),
            pair.gain.map_or(UNKNOWN.to_owned(), |gain| format!("{star}{}", format_rounded(gain.value, STEP))),
            pair.gain.map_or(UNKNOWN.to_owned(), band),
            pair.skill.map_or(UNKNOWN.to_owned(), |skill| format_rounded(skill.value, 0.01)),
        ]);
    }
    page.table(&table);
    page.note(
        "\"Saves\" is the mean of the other's Brier score less the one's; skill is that as a share of the other's. Whole questions are \
         resampled; * the interval includes zero; – fewer than two common questions, or nothing to save. With fewer than about ten \
         questions intervals are too narrow.",
    );
    note_without_skill(page, scores);
}

/// Notes the pairs without a skill, and the resamples left out of the interval of the others.
fn note_without_skill(page: &mut Page, scores: &Scores) {
    for pair in scores.pairs.iter().filter(|pair| pair.left_out > 0).take(MOST_LINES) {
        let names = format!("{} against {}", pair.one, pair.other);
        match &pair.no_skill {
            Some(reason) => page.note(&format!("{names}: no skill, since {reason}: there nothing can be saved.")),
            None => page.note(&format!(
                "{names}: {} resamples in which the other made no loss are left out of the interval of the skill.",
                format_count(pair.left_out)
            )),
        }
    }
}
