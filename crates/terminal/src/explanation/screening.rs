//! Screening of all parameters.

use super::parameter_rows;
use crate::drawing::bars::plain_bar;
use crate::interval::{IntervalFigure, is_share};
use standoff_analysis::explanation::explain::Explanation;
use standoff_analysis::explanation::sensitivity::{ScreenedInput, Screening};
use standoff_prose::numbers::{format_count, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, format_signed};

/// Rows shown.
const ROWS: usize = 12;

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Screening: how far each parameter alone can move an answer");
    let (trajectories, evaluations) =
        explanation.screening.first().map_or((0, 0), |screening| (screening.trajectories, screening.evaluations));
    page.text(&format!(
        "Every uncertain parameter is moved on its own, from {trajectories} starting points: what a step over its whole range does \
         to an answer. {} forecasts of one draw.",
        format_count(evaluations)
    ));
    page.note(
        "Moves it by: mean size of the effect, whatever its sign. On average: with its sign. Spread: how much the effect depends \
         on where the other parameters stand.",
    );
    explanation.screening.iter().for_each(|screening| write_outcome(page, screening));
}

fn write_outcome(page: &mut Page, screening: &Screening) {
    let unit = if is_share(&screening.unit) || screening.title.contains(&screening.unit) {
        String::new()
    } else {
        format!(", in {}", screening.unit)
    };
    page.caption(&format!("{}{unit}", capitalize(&screening.title)));
    let (moving, still): (Vec<&ScreenedInput>, Vec<&ScreenedInput>) =
        screening.inputs.iter().partition(|input| input.absolute.value > 0.0);
    let shown = &moving[..moving.len().min(ROWS)];
    if shown.is_empty() {
        page.text("No parameter moves it at all.");
        return;
    }
    page.table(&screening_table(shown, &screening.unit));
    if let Some(next) = moving.get(ROWS) {
        let most = IntervalFigure::interval(&screening.unit, &next.absolute).value();
        parameter_rows::note_others(page, moving.len() - ROWS, &format!("move it by {most} or less."));
    }
    parameter_rows::note_others(page, still.len(), "without any effect.");
}

fn screening_table(inputs: &[&ScreenedInput], unit: &str) -> Table {
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("parameter", Align::Left),
        ("moves it by", Align::Left),
        right(""),
        right("95 % interval"),
        right("on average"),
        right("spread"),
    ]);
    let most = inputs.iter().map(|input| input.absolute.value).fold(0.0, f64::max);
    for input in inputs {
        let size = IntervalFigure::interval(unit, &input.absolute);
        let cells = [
            Cell::ink(plain_bar(input.absolute.value / most)),
            Cell::from(size.value()),
            Cell::faint(size.ends()),
            Cell::from(format_signed(input.mean, size.step())),
            Cell::from(format_rounded(input.deviation, size.step())),
        ];
        parameter_rows::add_parameter_row(&mut table, &input.parameter, &input.meaning, cells);
    }
    table
}
