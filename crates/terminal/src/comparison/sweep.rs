//! Outcomes along a sweep: a chart for each, and the figures below it.

use super::effect::{difference_step, format_difference, format_interval, is_exactly_zero, mean_step};
use super::option::{pull_words, title_with_unit};
use super::selection::{OutcomeSelection, find_baseline, value_columns};
use crate::drawing::plot::{Curve as Drawn, Point, plot_curve};
use standoff_analysis::options::compare::{BaselineOutcome, Comparison, Curve, CurveOutcome, CurvePoint};
use standoff_prose::numbers::{UNKNOWN, format_figure, format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::capitalize;

/// Units that go without saying.
const PLAIN: [&str; 2] = ["number", "share"];
/// Least height of a chart of chances, shares and values, so that small differences look small.
const LEAST_SHARE: f64 = 0.1;
/// The same for anything else, as a share of the figure in the scenario as it is.
const LEAST: f64 = 0.1;

pub(crate) fn write_section(page: &mut Page, comparison: &Comparison, curve: &Curve, shown: OutcomeSelection<'_>) {
    page.heading(&format!("Along a sweep: {}", curve.title));
    page.text(&sweep_sentence(curve));
    for outcome in shown.charted(comparison) {
        page.caption(&capitalize(&title_with_unit(&outcome.title, &outcome.unit)));
        page.picture(&draw_curve(page.columns(), curve, outcome));
        page.table(&figure_table(curve, outcome));
    }
    page.note(&note_words(comparison, curve));
    if shown.usual() {
        write_values(page, comparison, curve);
    }
}

fn sweep_sentence(curve: &Curve) -> String {
    let count = curve.points.len();
    if is_lever(curve) {
        let pulled = pull_words(&curve.date, curve.foreseen);
        return format!("{} in {count} strengths, {pulled}; 1 is the lever as the scenario states it.", curve.of);
    }
    let unit = if PLAIN.contains(&curve.unit.as_str()) { String::new() } else { format!(" {}", curve.unit) };
    format!("{} at {count} values{unit}, from {} on.", curve.of, curve.date)
}

fn is_lever(curve: &Curve) -> bool {
    curve.unit == "strength"
}

/// The mean against the swept value, each with the interval of its paired difference.
fn draw_curve(columns: usize, curve: &Curve, outcome: &BaselineOutcome) -> Vec<String> {
    let base = outcome.mean.value;
    let point = |at: &CurvePoint, outcomes: &[CurveOutcome]| {
        let one = outcomes.iter().find(|one| one.outcome == outcome.outcome)?;
        let end = |end: Option<f64>| base + end.unwrap_or(one.difference.value);
        let (low, high) = (end(one.difference.low), end(one.difference.high));
        Some(Point { x: at.value, y: base + one.difference.value, low, high })
    };
    let alone: Vec<Point> = curve.points.iter().filter_map(|at| point(at, &at.alone)).collect();
    let both: Vec<Point> = curve.points.iter().filter_map(|at| point(at, &at.with_levers)).collect();
    let share = outcome.unit == "chance" || outcome.unit.starts_with("share");
    let least = if share { LEAST_SHARE } else { LEAST * base.abs() };
    plot_curve(&Drawn { base, least, alone: &alone, both: &both, columns })
}

fn note_words(comparison: &Comparison, curve: &Curve) -> String {
    let aid = format!(
        "Aid (bilateral, bn {}) and coverage of need are those at the start, at the central values of the parameters.",
        comparison.provenance.scenario.currency
    );
    let marks = match comparison.options.is_empty() {
        true => "● the sweep alone".to_owned(),
        false => format!("● the sweep alone, ◆ with {} too", lever_names(comparison)),
    };
    let aid = if curve.points.iter().any(|point| point.aid_a_month.is_some()) { aid } else { String::new() };
    format!(
        "{marks}, ╌ the scenario as it is; a bar is the 95 % interval of the difference from it, which the table gives. In \
         brackets: not clear. {aid}"
    )
}

fn lever_names(comparison: &Comparison) -> String {
    let last = comparison.options.last();
    last.map_or(String::new(), |option| option.name.replace('+', " + "))
}

/// Aid, coverage and the outcome at every point; where there are levers, with and without them.
fn figure_table(curve: &Curve, outcome: &BaselineOutcome) -> Table {
    let aid = curve.points.iter().any(|point| point.aid_a_month.is_some());
    let both = curve.points.iter().any(|point| !point.with_levers.is_empty());
    let means = ["aid a month", "coverage"].into_iter().filter(|_| aid);
    let levers = ["levers"].into_iter().filter(|_| both);
    let rest = means.chain(levers).chain(["mean", "difference", "95 % interval"]).map(str::to_owned);
    let heads: Vec<_> = std::iter::once(swept_unit(curve)).chain(rest).map(|head| (head, Align::Right)).collect();
    let mut table = Table::new(&heads);
    for point in &curve.points {
        let mut first = vec![format_figure(point.value)];
        if aid {
            first.extend([
                point.aid_a_month.map_or(UNKNOWN.to_owned(), format_two_digits),
                format_rounded(point.coverage, 0.01),
            ]);
        }
        let blank = vec![String::new(); first.len()];
        table.add_cells(point_row(first, both.then_some("without"), outcome, &point.alone));
        if both {
            table.add_cells(point_row(blank, Some("with"), outcome, &point.with_levers));
        }
    }
    table
}

fn point_row(
    first: Vec<String>,
    levers: Option<&str>,
    outcome: &BaselineOutcome,
    outcomes: &[CurveOutcome],
) -> Vec<Cell> {
    let first = first.into_iter().chain(levers.map(str::to_owned)).map(Cell::from);
    first.chain(difference_cells(outcome, outcomes)).collect()
}

fn swept_unit(curve: &Curve) -> String {
    if PLAIN.contains(&curve.unit.as_str()) { "value".to_owned() } else { curve.unit.clone() }
}

/// Mean, difference and its interval.
fn difference_cells(outcome: &BaselineOutcome, outcomes: &[CurveOutcome]) -> [Cell; 3] {
    let Some(one) = outcomes.iter().find(|one| one.outcome == outcome.outcome) else {
        return [UNKNOWN; 3].map(Cell::from);
    };
    let unit = outcome.unit.as_str();
    let mean = format_rounded(one.mean.value, mean_step(unit, one.mean.value, difference_step(unit, &one.difference)));
    [Cell::from(mean), difference_cell(unit, one), Cell::faint(format_interval(unit, &one.difference))]
}

fn difference_cell(unit: &str, one: &CurveOutcome) -> Cell {
    let text = format_difference(unit, &one.difference);
    let certain = one.difference.excludes_zero() || is_exactly_zero(&one.difference);
    if certain { Cell::from(text) } else { Cell::faint(format!("({text})")) }
}

/// Writes the value of the sweep to each actor.
fn write_values(page: &mut Page, comparison: &Comparison, curve: &Curve) {
    let columns = value_columns(comparison);
    page.caption(&format!("{}: difference from the scenario as it is", columns.caption));
    let heads = columns.outcomes.iter().map(|(_, head)| (head.clone(), Align::Right));
    let mut table = Table::new(&std::iter::once((swept_unit(curve), Align::Right)).chain(heads).collect::<Vec<_>>());
    for point in &curve.points {
        let cell = |name: &str| {
            let one = point.alone.iter().find(|one| one.outcome == name).zip(find_baseline(comparison, name));
            one.map_or(Cell::from(UNKNOWN), |(one, outcome)| difference_cell(&outcome.unit, one))
        };
        let cells = columns.outcomes.iter().map(|(name, _)| cell(name));
        table.add_cells(std::iter::once(Cell::from(format_figure(point.value))).chain(cells));
    }
    page.table(&table);
}
