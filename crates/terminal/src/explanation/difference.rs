//! The difference between two forecasts, as a page.

use crate::explanation::waterfall::Waterfall;
use crate::frame::answer::write_answer;
use crate::frame::closing;
use crate::frame::heading::write_source;
use crate::frame::record::write_record_summary;
use crate::interval::{IntervalFigure, unit_after};
use standoff_analysis::explanation::difference::{GapExplanation, ParameterDifference};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::numbers::{UNKNOWN, format_count, format_figure, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things, format_signed, unplayed_and_left_out};

/// Parameters shown.
const ROWS: usize = 20;

/// Renders the difference between two forecasts: a waterfall from the first to the other, by cause, and the parameters that
/// differ.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_difference(explained: &GapExplanation, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, explained);
    write_gap(&mut page, explained);
    write_parameters(&mut page, &explained.parameters);
    closing::write_closing(&mut page, &explained.command);
    page.finish()
}

const LEGEND: &str = "How to read this. The first forecast is turned into the other, one cause after the other; what a cause adds is \
    the average over orders of doing so, so the order here does not matter. All are played on the same draws and chance. The 95 % interval is \
    the error from finitely many draws and futures; * and ░: it includes zero.";

fn write_heading(page: &mut Page, explained: &GapExplanation) {
    page.flush(Tone::Strong, "STANDOFF · Why two forecasts differ");
    let sides = [
        ("One", &explained.one, &explained.one_engine, &explained.record),
        ("Other", &explained.other, &explained.other_engine, &explained.other_record),
    ];
    for (word, scenario, engine, record) in sides {
        page.flush(Tone::Plain, &format!("{word}: {}, as known on {}", scenario.title, scenario.start));
        write_side(page, scenario, engine);
        if let Some(record) = record {
            write_record_summary(page, record);
        }
    }
    let effort =
        format!("{}, {} of each", count_things(explained.draws, "draw"), count_things(explained.paths, "future"));
    let orders =
        if explained.shares.is_empty() { String::new() } else { format!(" · shared out over {}", explained.orders) };
    page.flush(Tone::Faint, &format!("{effort}{orders} · seed {} · version {}", explained.seed, explained.version));
    if explained.interrupted {
        page.flush(Tone::Strong, "Stopped early: this is the answer from the draws made so far.");
    }
    if explained.failed_draws > 0 {
        page.flush(Tone::Strong, &format!("{}.", unplayed_and_left_out(explained.failed_draws)));
    }
    write_answer(page, &answer_sentences(explained));
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

/// The gap, and the largest cause of it.
fn answer_sentences(explained: &GapExplanation) -> Vec<String> {
    let unit = unit_after(&explained.unit);
    if explained.shares.is_empty() {
        let both = bounded_if_chance(&explained.unit, &explained.from).value();
        return vec![format!("Nothing differs: both say {both}{unit}.")];
    }
    let waterfall = gap_waterfall(explained);
    let mut sentences = vec![format!(
        "{}: {} in the first forecast, {} in the other{}.",
        capitalize(&explained.title),
        format_rounded(explained.from.value, waterfall.step()),
        format_rounded(explained.to.value, waterfall.step()),
        if unit.is_empty() { String::new() } else { format!(", in {}", explained.unit) }
    )];
    sentences.extend(waterfall.largest_sentence());
    sentences
}

fn gap_waterfall(explained: &GapExplanation) -> Waterfall<'_> {
    Waterfall {
        unit: &explained.unit,
        from: ("One", &explained.from),
        to: ("Other", &explained.to),
        shares: &explained.shares,
        residual: explained.residual,
    }
}

fn write_side(page: &mut Page, scenario: &ScenarioName, engine: &str) {
    let remark = if engine == "hazard" { ", the outside view" } else { "" };
    write_source(page, scenario, &[format!("engine {engine}{remark}")]);
}

fn write_gap(page: &mut Page, explained: &GapExplanation) {
    page.heading("The gap, cause by cause");
    page.caption(&capitalize(&explained.title));
    let [from, to] = [&explained.from, &explained.to].map(|end| bounded_if_chance(&explained.unit, end));
    if explained.shares.is_empty() {
        page.text(&format!(
            "The two forecasts are identical: no figure, no part of the scenario and no engine differs. Both say {}{}.",
            from.with_ends(),
            unit_after(&explained.unit)
        ));
        return;
    }
    let waterfall = gap_waterfall(explained);
    page.text(&format!(
        "{} in the first forecast, {} in the other{}.",
        from.with_ends_in(waterfall.step()),
        to.with_ends_in(waterfall.step()),
        if unit_after(&explained.unit).is_empty() { String::new() } else { format!(", in {}", explained.unit) }
    ));
    page.blank();
    waterfall.write(page);
}

fn bounded_if_chance(unit: &str, end: &Estimate) -> IntervalFigure {
    let end = IntervalFigure::new(unit, end);
    if unit == "chance" { end.as_chance() } else { end }
}

fn write_parameters(page: &mut Page, differs: &[ParameterDifference]) {
    if differs.is_empty() {
        return;
    }
    page.caption("Figures that differ: central values");
    let heads = [("parameter", Align::Left), ("cause", Align::Left), ("one", Align::Right)];
    let more = [("other", Align::Right), ("change", Align::Right), ("unit", Align::Left)];
    let mut table = Table::new(&[heads, more].concat());
    for differs in differs.iter().take(ROWS) {
        let shown = |value: Option<f64>| Cell::from(value.map_or(UNKNOWN.to_owned(), format_figure));
        table.add_cells([
            Cell::from(&differs.parameter),
            Cell::from(&differs.cause),
            shown(differs.one),
            shown(differs.other),
            Cell::from(change_words(differs)),
            Cell::from(unit_after(&differs.unit).trim()),
        ]);
    }
    page.table(&table);
    if let more @ 1.. = differs.len().saturating_sub(ROWS) {
        page.note(&format!("and {} more", format_count(more)));
    }
}

/// Amount added to the first value; "range only" where the central values agree.
fn change_words(differs: &ParameterDifference) -> String {
    match (differs.one, differs.other) {
        (Some(one), Some(other)) if one == other => "range only".to_owned(),
        (Some(one), Some(other)) => {
            format_signed(other - one, standoff_prose::numbers::step_for_range([other - one, 0.0, 0.0], 0.0))
        }
        (Some(_), None) => "one only".to_owned(),
        _ => "other only".to_owned(),
    }
}
