//! Sobol indices: the share of the variance of an output that comes from each input.

use super::format::{begin_page, count_inputs, format_interval, format_percent, format_share, note_incomplete};
use crate::drawing::bars::band_bar;
use standoff_prose::numbers::format_count;
use standoff_prose::page::Page;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::Resampled;
use standoff_table::estimates::sobol::Sobol;

/// Most pairs shown.
const MOST_PAIRS: usize = 20;

/// Renders Sobol indices: each input by its total index, then the pairs that matter most.
pub fn render_sobol(found: &Sobol, style: Style) -> String {
    let mut page = begin_page(&format!("Where the variance comes from · {}", found.output), &found.origin, style);
    let rows = if found.second_order { "2D+2" } else { "D+2" };
    let (inputs, blocks) = (count_inputs(found.inputs.len()), format_count(found.blocks));
    page.note(&format!("{blocks} blocks of {rows} rows, {inputs}; the estimator is that called {}.", found.estimator));
    note_incomplete(&mut page, &found.left_out, ["block", "blocks"]);
    page.blank();
    page.table(&index_table(found));
    page.note(
        "First: the share of the variance that goes if this input alone becomes known. Total: the share that remains if \
         all others become known.",
    );
    write_pairs(&mut page, found);
    page.finish()
}

/// An index with its interval and a bar.
fn index_cells(index: &Resampled) -> [Cell; 3] {
    let picture = band_bar(index.low, index.value, index.high);
    [Cell::from(format_share(index.value)), Cell::faint(format_interval(index.low, index.high)), Cell::ink(picture)]
}

fn index_table(found: &Sobol) -> Table {
    let level = format_percent(found.resampling.level);
    let (left, right) = (Align::Left, Align::Right);
    let mut table = Table::new(&[
        ("input", left),
        ("first", right),
        (&level, right),
        ("total", right),
        (&level, right),
        ("", left),
    ]);
    let mut inputs: Vec<_> = found.inputs.iter().collect();
    inputs.sort_by(|one, other| other.total.value.total_cmp(&one.total.value));
    for index in inputs {
        let [first, band, _] = index_cells(&index.first);
        table.add_cells([Cell::from(&index.input), first, band].into_iter().chain(index_cells(&index.total)));
    }
    table
}

fn write_pairs(page: &mut Page, found: &Sobol) {
    if found.pairs.is_empty() {
        return;
    }
    page.caption("Shares from the interplay of two inputs");
    let level = format_percent(found.resampling.level);
    let (left, right) = (Align::Left, Align::Right);
    let mut table = Table::new(&[("inputs", left), ("second", right), (&level, right), ("", left)]);
    let mut pairs: Vec<_> = found.pairs.iter().collect();
    pairs.sort_by(|one, other| other.second.value.total_cmp(&one.second.value));
    for pair in pairs.iter().take(MOST_PAIRS) {
        table.add_cells(std::iter::once(Cell::from(pair.inputs.join(" × "))).chain(index_cells(&pair.second)));
    }
    page.table(&table);
    if pairs.len() > MOST_PAIRS {
        page.note(&format!("and {} pairs with less; --json has all.", pairs.len() - MOST_PAIRS));
    }
}
