//! First-order shares of variance from any rows.

use super::format::{begin_page, count_inputs, format_interval, format_percent, format_share};
use crate::drawing::bars::band_bar;
use standoff_prose::numbers::format_count;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::Shares;

/// Renders the shares, the largest first.
pub fn render_shares(found: &Shares, style: Style) -> String {
    let mut page = begin_page(&format!("What each input explains alone · {}", found.output), &found.origin, style);
    page.note(&format!("{}; the rows need no design, but must be independent.", count_inputs(found.inputs.len())));
    page.blank();
    page.table(&share_table(found));
    page.note(&format!(
        "First: the share of the variance that goes if this input alone becomes known. Floor: an input that does not \
         matter exceeds it with a chance of {}.",
        format_percent(found.floor_chance),
    ));
    page.finish()
}

fn share_table(found: &Shares) -> Table {
    let level = format_percent(found.resampling.level);
    let (left, right) = (Align::Left, Align::Right);
    let heads = [("input", left), ("first", right), (&level, right), ("floor", right), ("classes", right), ("", left)];
    let mut table = Table::new(&heads);
    let mut inputs: Vec<_> = found.inputs.iter().collect();
    inputs.sort_by(|one, other| other.first.value.total_cmp(&one.first.value));
    for share in inputs {
        let first = &share.first;
        table.add_cells([
            Cell::from(&share.input),
            Cell::from(format_share(first.value)),
            Cell::faint(format_interval(first.low, first.high)),
            Cell::from(format_share(share.noise_floor)),
            Cell::from(format_count(share.classes)),
            Cell::ink(band_bar(first.low, first.value, first.high)),
        ]);
    }
    table
}
