//! PRIM boxes: the inputs that lead to the rows of interest.

use super::format::{begin_page, count_inputs, format_p_value, format_share, spread_lines};
use crate::drawing::scatter::{Point, draw_scatter};
use standoff_prose::numbers::{UNKNOWN, format_count, format_figure};
use standoff_prose::page::Page;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::prim::{Prim, PrimBox, PrimLimit, PrimSearch};

/// Most lines shown of a trajectory.
const LINES: usize = 12;
/// Letter of the box that is reported.
const CHOSEN: char = '●';

/// Renders a search for boxes: those worth reporting with their limits, or that there are none; and the trajectory.
pub fn render_prim(found: &Prim, style: Style) -> String {
    let mut page = begin_page(&format!("When does it happen · {}", found.interest), &found.origin, style);
    let (cases, inputs) = (format_count(found.cases), count_inputs(found.inputs.len()));
    page.note(&format!("{cases} rows are of interest, a share of {}; {inputs}.", format_share(found.density)));
    if found.worth == 0 {
        page.caption("Nothing worth reporting");
    }
    for (at, search) in found.searches.iter().enumerate() {
        write_search(&mut page, at + 1, search);
    }
    page.finish()
}

fn write_search(page: &mut Page, number: usize, search: &PrimSearch) {
    match &search.rule {
        Some(rule) => {
            page.caption(&format!("Box {number}"));
            page.table(&limit_table(rule));
            page.text(&box_sentence(rule, search));
            page.blank();
            page.picture(&draw_scatter(&trajectory_points(search, rule), "coverage", "density"));
            page.note(&format!(
                "The boxes on the way by how much they cover and how dense they are; a digit says how many inputs are \
                 restricted, {CHOSEN} is this box."
            ));
        }
        None => {
            page.blank();
            page.text(&no_box_sentence(number, search));
        }
    }
    page.caption(&format!("The way of search {number}"));
    page.table(&trajectory_table(search));
}

fn box_sentence(rule: &PrimBox, search: &PrimSearch) -> String {
    format!(
        "It covers {} of the rows of interest; of its {} rows {} are. Shuffled rows do as well with a chance of {}.",
        format_share(rule.coverage),
        format_count(rule.rows),
        format_share(rule.density),
        format_p_value(search.chance),
    )
}

fn no_box_sentence(number: usize, search: &PrimSearch) -> String {
    let why = match search.verdict.as_str() {
        "chance" => format!(
            "shuffled rows do as well with a chance of {}: there may be nothing to find",
            format_p_value(search.chance)
        ),
        "whole" => "what would be chosen is everything that was left".to_owned(),
        _ => "no box is as dense as asked by limits that may not be chance".to_owned(),
    };
    format!("Search {number} found no box worth reporting: {why}.")
}

fn limit_table(rule: &PrimBox) -> Table {
    let (left, right) = (Align::Left, Align::Right);
    let mut table =
        Table::new(&[("input", left), ("from", right), ("to", right), ("quasi-p from", right), ("to", right)]);
    for limit in &rule.limits {
        let p = |p: Option<f64>| p.map_or(UNKNOWN.to_owned(), format_p_value);
        let [from, to] = limit_ends(limit);
        table.add_row([limit.input.clone(), from, to, p(limit.quasi_p_low), p(limit.quasi_p_high)]);
    }
    table
}

/// Limits of an input, from and to; categories are listed in the first.
fn limit_ends(limit: &PrimLimit) -> [String; 2] {
    let end = |end: Option<f64>| end.map_or(UNKNOWN.to_owned(), format_figure);
    match &limit.among {
        Some(words) => [words.join(", "), String::new()],
        None => [end(limit.low), end(limit.high)],
    }
}

fn trajectory_points(search: &PrimSearch, rule: &PrimBox) -> Vec<Point> {
    let digit = |boxed: &PrimBox| char::from_digit(boxed.restricted as u32, 10).unwrap_or('+');
    let way = search.trajectory.iter().map(|boxed| (boxed.coverage, boxed.density, digit(boxed)));
    way.chain([(rule.coverage, rule.density, CHOSEN)]).collect()
}

fn trajectory_table(search: &PrimSearch) -> Table {
    let right = Align::Right;
    let heads = ["step", "rows", "of interest", "mass", "coverage", "density", "inputs"];
    let mut table = Table::new(&heads.map(|head| (head, right)));
    for place in spread_lines(search.trajectory.len(), LINES) {
        let boxed = &search.trajectory[place];
        table.add_cells([
            Cell::from(format_count(place)),
            Cell::from(format_count(boxed.rows)),
            Cell::from(format_count(boxed.cases)),
            Cell::from(format_share(boxed.mass)),
            Cell::from(format_share(boxed.coverage)),
            Cell::from(format_share(boxed.density)),
            Cell::from(format_count(boxed.restricted)),
        ]);
    }
    table
}
