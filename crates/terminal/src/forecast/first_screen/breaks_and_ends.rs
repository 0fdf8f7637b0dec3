//! What breaks the line first beside what ends the war, the most frequent first.

use super::short_titles::{break_title, end_title};
use crate::drawing::bars::bar_of_cells;
use crate::vocabulary::{CauseChances, end_chances, hold_chances};
use standoff_lab::forecast::findings::Findings;
use standoff_prose::numbers::{UNKNOWN, percent_of_share};
use standoff_prose::table::{Align, Cell, Table};

/// Cells of the longest bar.
const BAR: usize = 7;

/// A title with its chance, as a number and as it is printed.
struct Share {
    title: String,
    p: f64,
    told: String,
}

/// The table; `wide` adds bars, all on one scale.
pub(super) fn beside_table(findings: &Findings, wide: bool) -> Table {
    let by = format!("by month {}", findings.horizon_months);
    let [breaks, ends] = [breaks_first(findings), ends_first(findings)];
    let longest = breaks.iter().chain(&ends).map(|share| share.p).fold(0.0, f64::max);
    let bars = |place| if wide { vec![(place, Align::Left)] } else { Vec::new() };
    let mut heads = vec![(format!("What breaks it, {by}"), Align::Left), (String::new(), Align::Right)];
    heads.extend(bars(String::new()));
    heads.extend([(format!("What ends it, {by}"), Align::Left), (String::new(), Align::Right)]);
    heads.extend(bars(String::new()));
    let mut table = Table::new(&heads);
    let cells = |share: Option<&Share>| share_cells(share, wide.then_some(longest));
    for place in 0..breaks.len().max(ends.len()) {
        table.add_cells(cells(breaks.get(place)).into_iter().chain(cells(ends.get(place))));
    }
    table
}

fn share_cells(share: Option<&Share>, longest: Option<f64>) -> Vec<Cell> {
    let mut cells = match share {
        None => vec![Cell::from(""), Cell::from("")],
        Some(share) => vec![Cell::from(&share.title), Cell::from(percent_of_share(&share.told))],
    };
    let part = |longest: f64| if longest > 0.0 { share.map_or(0.0, |share| share.p / longest) } else { 0.0 };
    cells.extend(longest.map(|longest| Cell::ink(bar_of_cells(part(longest), BAR))));
    cells
}

fn breaks_first(findings: &Findings) -> Vec<Share> {
    let share = |one: CauseChances<'_>| Share {
        title: break_title(findings, one.cause),
        p: one.cause.by.last().map_or(0.0, |at| at.p),
        told: one.by.last().cloned().unwrap_or(UNKNOWN.to_owned()),
    };
    in_order(hold_chances(findings).causes.into_iter().map(share).collect())
}

fn ends_first(findings: &Findings) -> Vec<Share> {
    let ends = findings.ends.iter().zip(end_chances(findings));
    in_order(ends.map(|(end, told)| Share { title: end_title(findings, end), p: end.p, told }).collect())
}

fn in_order(mut shares: Vec<Share>) -> Vec<Share> {
    shares.sort_by(|one, other| other.p.total_cmp(&one.p));
    shares
}
