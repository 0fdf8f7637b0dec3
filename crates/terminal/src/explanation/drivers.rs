//! Drivers: parameters that correlate with the answers across the draws.

use super::parameter_rows;
use crate::drawing::bars::signed_bar;
use crate::interval::IntervalFigure;
use standoff_analysis::explanation::explain::Explanation;
use standoff_analysis::explanation::sensitivity::{GivenDraws, GivenInput};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things};

/// Letters of a bar to each side.
const HALF: usize = 8;

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Drivers: what goes with the answers");
    let answers: Vec<String> = explanation.drivers.iter().map(answer_sentence).collect();
    if !answers.is_empty() {
        page.caption(&answers.join(" "));
    }
    let parameters = explanation.drivers.first().map_or(0, |given| given.parameters);
    page.text(&format!(
        "Which of {parameters} uncertain parameters lie high or low where an answer is high, over {}.",
        count_things(explanation.draws, "draw")
    ));
    page.note(
        "Rank correlation, −1 to +1: with + the answer is higher where the parameter is. Share alone: of the differences \
         between draws, what it accounts for. Going together need not be cause and effect.",
    );
    explanation.drivers.iter().for_each(|given| write_outcome(page, given));
}

/// "Most with the line holds for 24 months: how much of their means members give (+0.6)."
fn answer_sentence(given: &GivenDraws) -> String {
    let strongest = given.inputs.iter().filter(|input| input.clear);
    let strongest = strongest.max_by(|one, other| one.rank.value.abs().total_cmp(&other.rank.value.abs()));
    let title = capitalize(&given.title);
    match strongest {
        None => format!("{title}: nothing is told from chance."),
        Some(input) => {
            format!("{title}: most with {} ({}).", input.parameter, IntervalFigure::share(&input.rank).signed())
        }
    }
}

fn write_outcome(page: &mut Page, given: &GivenDraws) {
    page.caption(&capitalize(&given.title));
    page.text(&format!(
        "Not knowing the parameters accounts for {} of the variance of single futures; the rest is chance.",
        format_rounded(given.parametric, 0.01)
    ));
    let clear: Vec<&GivenInput> = given.inputs.iter().filter(|input| input.clear).collect();
    if clear.is_empty() {
        page.text(&format!(
            "No parameter stands out: none of {} is told apart from chance with {}.",
            given.parameters,
            count_things(given.draws, "draw")
        ));
        return;
    }
    page.table(&driver_table(&clear));
    parameter_rows::note_others(page, given.inputs.len() - clear.len(), "not told apart from chance.");
}

fn driver_table(inputs: &[&GivenInput]) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("parameter", Align::Left),
        ("rank correlation", Align::Left),
        right(""),
        right("95 % interval"),
        right("share alone"),
        right("95 % interval"),
    ]);
    for input in inputs {
        let rank = IntervalFigure::share(&input.rank);
        let share = input.share.as_ref().map(IntervalFigure::share);
        let cells = [
            Cell::ink(signed_bar(input.rank.value, HALF)),
            Cell::from(rank.signed()),
            Cell::faint(rank.ends()),
            Cell::from(share.map_or(UNKNOWN.to_owned(), IntervalFigure::value)),
            Cell::faint(share.map_or(UNKNOWN.to_owned(), IntervalFigure::ends)),
        ];
        parameter_rows::add_parameter_row(&mut table, &input.parameter, &input.meaning, cells);
    }
    table
}
