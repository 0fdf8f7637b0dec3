//! Why two forecasts differ, as a page.

use super::figure::{Ranged, unit_after};
use super::footer;
use super::header::source;
use super::waterfall::Waterfall;
use super::words::{capital, signed_at};
use crate::numbers::{UNKNOWN, count, figure};
use crate::page::Page;
use crate::style::{Style, Tone};
use crate::table::{Align, Cell, Table};
use standoff_analysis::explanation::difference::{GapExplanation, ParameterDifference};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::forecast::provenance::ScenarioName;

/// Parameters shown.
const ROWS: usize = 20;

/// Why two forecasts differ: a waterfall from the first to the other, by cause, and the parameters that differ.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn difference(explained: &GapExplanation, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, explained);
    gap(&mut page, explained);
    parameters(&mut page, &explained.parameters);
    footer::close(&mut page, &explained.command);
    page.finish()
}

const LEGEND: &str = "How to read this. The first forecast is turned into the other, one cause after the other; what a cause adds is \
    the average over orders of doing so, so the order here does not matter. All are played on the same draws and chance. The 95 % interval is \
    the error from finitely many draws and futures; * and ░: it includes zero.";

fn head(page: &mut Page, explained: &GapExplanation) {
    page.flush(Tone::Strong, "STANDOFF · Why two forecasts differ");
    let sides = [("One", &explained.one, &explained.one_engine), ("Other", &explained.other, &explained.other_engine)];
    for (word, scenario, engine) in sides {
        page.flush(Tone::Plain, &format!("{word}: {}, as known on {}", scenario.title, scenario.start));
        side(page, scenario, engine);
    }
    let effort = format!("{} draws, {} futures of each", count(explained.draws), count(explained.paths));
    let orders =
        if explained.shares.is_empty() { String::new() } else { format!(" · shared out over {}", explained.orders) };
    page.flush(Tone::Faint, &format!("{effort}{orders} · seed {} · version {}", explained.seed, explained.version));
    if explained.interrupted {
        page.flush(Tone::Strong, "Stopped early: this is the answer from the draws made so far.");
    }
    if explained.failed_draws > 0 {
        let failed = count(explained.failed_draws);
        page.flush(Tone::Strong, &format!("{failed} draws could not be played and are left out."));
    }
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

fn side(page: &mut Page, scenario: &ScenarioName, engine: &str) {
    let remark = if engine == "hazard" { ", the outside view" } else { "" };
    source(page, scenario, &[format!("engine {engine}{remark}")]);
}

fn gap(page: &mut Page, explained: &GapExplanation) {
    page.heading("The gap, cause by cause");
    page.caption(&capital(&explained.title));
    let [from, to] = [&explained.from, &explained.to].map(|end| chance_or(&explained.unit, end));
    if explained.shares.is_empty() {
        page.text(&format!(
            "The two forecasts are identical: no figure, no part of the scenario and no engine differs. Both say {}{}.",
            from.with_ends(),
            unit_after(&explained.unit)
        ));
        return;
    }
    page.text(&format!(
        "{} in the first forecast, {} in the other{}.",
        from.with_ends(),
        to.with_ends(),
        if unit_after(&explained.unit).is_empty() { String::new() } else { format!(", in {}", explained.unit) }
    ));
    page.blank();
    Waterfall {
        unit: &explained.unit,
        from: ("One", &explained.from),
        to: ("Other", &explained.to),
        shares: &explained.shares,
        residual: explained.residual,
    }
    .write(page);
}

fn chance_or(unit: &str, end: &Estimate) -> Ranged {
    let end = Ranged::new(unit, end);
    if unit == "chance" { end.as_chance() } else { end }
}

fn parameters(page: &mut Page, differs: &[ParameterDifference]) {
    if differs.is_empty() {
        return;
    }
    page.caption("Figures that differ: central values");
    let heads = [("parameter", Align::Left), ("cause", Align::Left), ("one", Align::Right)];
    let more = [("other", Align::Right), ("change", Align::Right), ("unit", Align::Left)];
    let mut table = Table::new(&[heads, more].concat());
    for differs in differs.iter().take(ROWS) {
        let shown = |value: Option<f64>| Cell::from(value.map_or(UNKNOWN.to_owned(), figure));
        table.cells([
            Cell::from(&differs.parameter),
            Cell::from(&differs.cause),
            shown(differs.one),
            shown(differs.other),
            Cell::from(change(differs)),
            Cell::from(unit_after(&differs.unit).trim()),
        ]);
    }
    page.table(&table);
    if let more @ 1.. = differs.len().saturating_sub(ROWS) {
        page.note(&format!("and {} more", count(more)));
    }
}

/// What is added to the first; where only the range differs that is said.
fn change(differs: &ParameterDifference) -> String {
    match (differs.one, differs.other) {
        (Some(one), Some(other)) if one == other => "range only".to_owned(),
        (Some(one), Some(other)) => signed_at(other - one, crate::numbers::step_of([other - one, 0.0, 0.0], 0.0)),
        (Some(_), None) => "one only".to_owned(),
        _ => "other only".to_owned(),
    }
}
