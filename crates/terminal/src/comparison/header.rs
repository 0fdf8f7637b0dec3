//! Head of a comparison.

use super::answer::answer_sentences;
use super::selection::OutcomeSelection;
use crate::frame::answer::write_answer;
use crate::frame::heading::{write_actors, write_source};
use crate::frame::record::write_record;
use standoff_analysis::options::compare::Comparison;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::words::{count_months, count_things, unplayed_and_left_out};

const LEGEND: &str = "How to read this. Every option plays the same futures with the same chance: a difference is what the levers do. \
    \"Without\" is the scenario as it is; \"with\" is that plus the difference. Months are counted up to the horizon. The 95 % interval is the error of the difference from finitely many futures and \
    draws. \"Not clear\": it includes zero; of 20 lines in which nothing changes about one would look clear by chance. In a \
    bar one cell is 0.05 of a chance, share or value, or 5 % of the figure without; four are that or more. No number is finer than its error. A \
    difference says what follows under these assumptions, not what to do.";

pub(crate) fn write_section(page: &mut Page, comparison: &Comparison, shown: OutcomeSelection<'_>) {
    let scenario = &comparison.provenance.scenario;
    page.flush(Tone::Strong, &format!("STANDOFF · {}", scenario.title));
    page.flush(
        Tone::Plain,
        &format!(
            "The same futures with and without levers · as known on {} · {} ahead · {} of each option from {}",
            scenario.start,
            count_months(comparison.horizon_months),
            count_things(comparison.runs, "future"),
            count_things(comparison.draws, "draw"),
        ),
    );
    write_actors(page, scenario);
    write_source(
        page,
        scenario,
        &[format!("seed {}", comparison.provenance.seed), format!("version {}", comparison.provenance.version)],
    );
    write_irregularities(page, comparison);
    write_record(page, &comparison.provenance);
    write_answer(page, &answer_sentences(comparison, shown));
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

fn write_irregularities(page: &mut Page, comparison: &Comparison) {
    if comparison.interrupted {
        let draws = count_things(comparison.draws, "draw");
        page.flush(Tone::Strong, &format!("Stopped early: this is the answer from the {draws} made so far."));
    }
    if comparison.failed_draws > 0 {
        page.flush(Tone::Strong, &format!("{}.", unplayed_and_left_out(comparison.failed_draws)));
    }
}
