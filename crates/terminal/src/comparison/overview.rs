//! Several options side by side, and what levers do together beyond the sum of each alone.

use super::effect::{difference_step, format_difference, format_interval, is_exactly_zero, mean_step};
use super::selection::{Columns, OutcomeSelection, find_baseline};
use standoff_analysis::options::compare::{Comparison, Interaction, OptionDifference};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};

pub(crate) fn write_section(page: &mut Page, comparison: &Comparison, shown: OutcomeSelection<'_>) {
    page.heading("The options side by side");
    for columns in shown.overview(comparison) {
        if !columns.caption.is_empty() {
            page.caption(columns.caption);
        }
        page.table(&overview_table(comparison, &columns));
    }
    page.note("The first row is the scenario as it is, the others are differences from it. In brackets: not clear.");
    write_interaction(page, comparison, shown);
}

fn overview_table(comparison: &Comparison, columns: &Columns) -> Table {
    let heads = columns.outcomes.iter().map(|(_, head)| (head.as_str(), Align::Right));
    let mut table =
        Table::new(&std::iter::once(("", Align::Left)).chain(heads).collect::<Vec<_>>()).with_least_words(20);
    let names = || columns.outcomes.iter().map(|(name, _)| name.as_str());
    let means = names().map(|name| Cell::from(format_baseline(comparison, name)));
    table.add_cells(std::iter::once(Cell::from("Without")).chain(means));
    for option in &comparison.options {
        let title = if option.levers.len() > 1 { "All together" } else { option.title.as_str() };
        let cells = names().map(|name| difference_cell(option, name));
        table.add_cells(std::iter::once(Cell::from(title)).chain(cells));
    }
    table
}

/// The scenario as it is, no finer than the differences from it.
fn format_baseline(comparison: &Comparison, name: &str) -> String {
    let Some(one) = find_baseline(comparison, name) else { return UNKNOWN.to_owned() };
    let rows = comparison.options.iter().flat_map(|option| &option.outcomes).filter(|row| row.outcome == name);
    let finest = rows.map(|row| difference_step(&row.unit, &row.difference)).fold(f64::INFINITY, f64::min);
    let finest = if finest.is_finite() { finest } else { 0.0 };
    format_rounded(one.mean.value, mean_step(&one.unit, one.mean.value, finest))
}

fn difference_cell(option: &OptionDifference, name: &str) -> Cell {
    let Some(row) = option.outcomes.iter().find(|row| row.outcome == name) else { return Cell::from(UNKNOWN) };
    let text = format_difference(&row.unit, &row.difference);
    let certain = row.difference.excludes_zero() || is_exactly_zero(&row.difference);
    if certain { Cell::from(text) } else { Cell::faint(format!("({text})")) }
}

/// Interactions that are clear, of the outcomes that are shown.
fn write_interaction(page: &mut Page, comparison: &Comparison, shown: OutcomeSelection<'_>) {
    if comparison.interaction.is_empty() {
        return;
    }
    page.caption("What the levers do together beyond the sum of what each does alone");
    let Some(joint) = comparison.options.last() else { return };
    let row =
        |one: &Interaction| joint.outcomes.iter().find(|row| row.outcome == one.outcome).filter(|row| shown.has(row));
    let clear = comparison.interaction.iter().filter(|one| one.beyond_sum.excludes_zero());
    let rows: Vec<_> = clear.filter_map(|one| row(one).map(|row| (one, row))).collect();
    if rows.is_empty() {
        page.text("Nothing clear: together they change what the sum of their single effects says, within its error.");
        return;
    }
    let right = |head: &'static str| (head, Align::Right);
    let mut table =
        Table::new(&[("", Align::Left), right("beyond the sum"), right("95 % interval"), right("together")]);
    for (one, row) in rows {
        table.add_cells([
            Cell::from(super::option::outcome_title(row)),
            Cell::toned(Tone::Strong, format_difference(&row.unit, &one.beyond_sum)),
            Cell::from(format_interval(&row.unit, &one.beyond_sum)),
            Cell::from(format_difference(&row.unit, &row.difference)),
        ]);
    }
    page.table(&table);
    page.note("Only what is clear; \"together\" is the difference that all of them make.");
}
