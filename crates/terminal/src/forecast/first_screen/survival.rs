//! The chance that the line holds, month by month.

use crate::forecast::month_heads::month_heads;
use crate::vocabulary::{chance_at, has_bands, hold_chance_at, hold_chances};
use standoff_lab::forecast::findings::Findings;
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::percent_of_share;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_months, format_percent_band};

/// Dots of the picture: one for each of twenty futures.
const DOTS: usize = 20;

/// The table; `wide` adds twenty futures as dots.
pub(super) fn survival_table(findings: &Findings, wide: bool) -> Table {
    let survival = &findings.hold.survival;
    let mut heads = month_heads("months from the start", survival.iter().map(|at| at.months));
    let dots = dots_of_twenty(findings).filter(|_| wide);
    heads.extend(dots.iter().map(|(month, _)| (month.clone(), Align::Left)));
    let mut table = Table::new(&heads);
    let chances = hold_chances(findings).survival.into_iter();
    let chances = chances.map(|told| Cell::toned(Tone::Strong, percent_of_share(&told)));
    let dots = dots.map(|(_, dots)| Cell::ink(dots));
    table.add_cells(std::iter::once(Cell::toned(Tone::Strong, "the line holds")).chain(chances).chain(dots));
    if has_bands(findings) {
        let bands = survival.iter().map(|at| format_percent_band(at.low, at.high, chance_at(findings, at).step()));
        let bands = bands.map(Cell::faint);
        table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands));
    }
    table
}

/// "at 12 months" and "●●●●○": those of twenty futures in which the line holds at the month told first.
fn dots_of_twenty(findings: &Findings) -> Option<(String, String)> {
    let months = near_months(findings.horizon_months);
    let at = findings.hold.survival.iter().find(|at| at.months == months)?;
    // The chance as it stands beside the dots; where that is a bound, the chance itself.
    let held = hold_chance_at(findings, months).parse().unwrap_or(at.p);
    let held = (held.clamp(0.0, 1.0) * DOTS as f64).round() as usize;
    Some((format!("at {}", count_months(months)), "●".repeat(held) + &"○".repeat(DOTS - held)))
}
