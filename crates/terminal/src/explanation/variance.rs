//! Variance by parameter.

use super::parameter_rows;
use crate::interval::IntervalFigure;
use standoff_analysis::explanation::explain::Explanation;
use standoff_analysis::explanation::sensitivity::Variance;
use standoff_prose::numbers::format_count;
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::capitalize;

/// Letters of a bar.
const CELLS: usize = 12;
/// Least room for the paths.
const WORDS: usize = 22;

pub(crate) fn write_section(page: &mut Page, explanation: &Explanation) {
    page.heading("Variance: which parameters the differences between draws come from");
    let (points, evaluations) =
        explanation.variance.first().map_or((0, 0), |variance| (variance.points, variance.evaluations));
    page.text(&format!(
        "The strongest parameters one by one and all others together, over {points} points of their ranges. {} forecasts of one \
         draw.",
        format_count(evaluations)
    ));
    page.note(
        "Alone (█): share of the variance that knowing only this one would take away. Takes part in (░ on to): share left if all \
         others were known. Where that is much larger, it works with others.",
    );
    explanation.variance.iter().for_each(|variance| write_outcome(page, variance));
}

fn write_outcome(page: &mut Page, variance: &Variance) {
    page.caption(&capitalize(&variance.title));
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("parameter", Align::Left),
        ("", Align::Left),
        right("alone"),
        right("95 % interval"),
        right("takes part in"),
        right("95 % interval"),
    ])
    .with_least_words(WORDS);
    for input in &variance.inputs {
        let shares = [IntervalFigure::share(&input.first), IntervalFigure::share(&input.total)];
        let bar = Cell::ink(variance_bar(input.first.value, input.total.value));
        let cells = shares.into_iter().flat_map(|share| [Cell::from(share.value()), Cell::faint(share.ends())]);
        let cells = std::iter::once(bar).chain(cells);
        parameter_rows::add_parameter_row(&mut table, &input.parameter, &input.meaning, cells);
    }
    page.table(&table);
}

/// Solid to what it explains alone, light on to what it takes part in, a line at the whole.
fn variance_bar(alone: f64, part: f64) -> String {
    let cells = |share: f64| (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let (alone, part) = (cells(alone), cells(part));
    let sign = |at: usize| {
        if at < alone {
            '█'
        } else if at < part {
            '░'
        } else {
            ' '
        }
    };
    format!("{}│", (0..CELLS).map(sign).collect::<String>())
}
