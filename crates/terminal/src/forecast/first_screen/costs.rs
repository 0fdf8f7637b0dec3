//! At whose cost: one row for each actor, all of the same form.

use crate::vocabulary::{short_name, title_and_mean};
use standoff_lab::forecast::findings::{Cost, CostItem, Findings};
use standoff_prose::column_width;
use standoff_prose::numbers::percent_of_share;
use standoff_prose::words::capitalize;

/// The means of the first items of each ledger up to the horizon, with bands over futures where every row has room for them.
pub(super) fn cost_rows(findings: &Findings, items: usize, room: usize) -> Vec<String> {
    if findings.costs.is_empty() {
        return vec!["No ledger is reported.".to_owned()];
    }
    let rows =
        |banded| -> Vec<String> { findings.costs.iter().map(|cost| cost_row(findings, cost, items, banded)).collect() };
    let banded = rows(true);
    let fits = banded.iter().all(|row| column_width(row) <= room);
    if fits { banded } else { rows(false) }
}

fn cost_row(findings: &Findings, cost: &Cost, items: usize, banded: bool) -> String {
    let items: Vec<String> = cost.items.iter().take(items).map(|item| item_words(findings, item, banded)).collect();
    format!("{}: {}", capitalize(short_name(findings, &cost.actor).label()), items.join("; "))
}

/// "area lost 12,500 km²".
fn item_words(findings: &Findings, item: &CostItem, banded: bool) -> String {
    let (title, figure) = title_and_mean(findings, item);
    let share = item.unit == "share";
    let mean = if share { percent_of_share(&figure.mean()) } else { figure.mean() };
    let named = share || item.unit == "people" || item.title.contains(&item.unit);
    let unit = if named { String::new() } else { format!(" {}", item.unit) };
    let band = if banded && !share { format!(" ({})", figure.band()) } else { String::new() };
    // What a title lists behind a colon is in the report.
    let title = title.split(": ").next().unwrap_or_default();
    format!("{title} {mean}{unit}{band}")
}
