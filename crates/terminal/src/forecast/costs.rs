//! Question 3: at whose cost, every actor with the same room.

use crate::vocabulary::{mean_of_cost, opposite_title};
use standoff_lab::forecast::findings::{Cost, CostItem, Findings};
use standoff_prose::numbers::{UNKNOWN, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_months};

/// Room for the titles of the items.
const WORDS: usize = 26;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("3 · At whose cost?");
    page.note(&format!(
        "Mean over futures up to {}; below it the band of 9 of 10 futures; then the mean for each month of fighting, \
         where it makes sense.",
        count_months(findings.horizon_months)
    ));
    if findings.costs.is_empty() {
        page.text("No ledger is reported.");
        return;
    }
    page.table(&ledger_table(findings));
    let items = findings.costs.iter().flat_map(|cost| &cost.items);
    if items
        .filter(|item| opposite_title(&item.title).is_some())
        .any(|item| mean_of_cost(findings, item).is_below_zero())
    {
        page.note("What is gained or lost is below zero where it goes the other way.");
    }
}

/// One row for each item, one column for each actor.
fn ledger_table(findings: &Findings) -> Table {
    let names = findings.costs.iter().map(|cost| (cost.name.as_str(), Align::Right));
    let heads: Vec<(&str, Align)> = std::iter::once(("", Align::Left)).chain(names).collect();
    let mut table = Table::new(&heads).with_even_figures(WORDS);
    for kind in item_kinds(findings) {
        let items: Vec<Option<&CostItem>> = findings.costs.iter().map(|cost| find_item(cost, kind)).collect();
        item_rows(findings, &joint_title(&items), &items).into_iter().for_each(|row| table.add_cells(row));
    }
    table
}

/// Key and unit, by which items of different actors are compared.
type Kind<'a> = (&'a str, &'a str);

fn item_kind(item: &CostItem) -> Kind<'_> {
    (&item.item, &item.unit)
}

/// Kinds of items, each once, in the order in which the actors have them.
fn item_kinds(findings: &Findings) -> Vec<Kind<'_>> {
    let mut kinds = Vec::new();
    for kind in findings.costs.iter().flat_map(|cost| &cost.items).map(item_kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

fn find_item<'a>(cost: &'a Cost, wanted: Kind<'_>) -> Option<&'a CostItem> {
    cost.items.iter().find(|item| item_kind(item) == wanted)
}

/// The titles that actors have for the same thing, with the unit: "Area gained / area lost, km²".
fn joint_title(items: &[Option<&CostItem>]) -> String {
    let mut titles: Vec<&str> = items.iter().flatten().map(|item| item.title.as_str()).collect();
    titles.dedup();
    let unit = items.iter().flatten().map(|item| item.unit.as_str()).next().unwrap_or_default();
    let titles = capitalize(&titles.join(" / "));
    if unit.is_empty() || titles.to_lowercase().contains(unit) { titles } else { format!("{titles}, {unit}") }
}

fn item_rows(findings: &Findings, title: &str, items: &[Option<&CostItem>]) -> Vec<Vec<Cell>> {
    let figure = |item: &CostItem| mean_of_cost(findings, item);
    let line = |head: Cell, text: &dyn Fn(&CostItem) -> String, cell: fn(String) -> Cell| {
        let cells = items.iter().map(|item| cell(item.map_or(String::new(), text)));
        std::iter::once(head).chain(cells).collect::<Vec<Cell>>()
    };
    let mean = items.iter().map(|item| Cell::from(item.map_or(UNKNOWN.to_owned(), |item| figure(item).mean())));
    let mut rows = vec![std::iter::once(Cell::from(title)).chain(mean).collect()];
    rows.push(line(Cell::faint("  band"), &|item| figure(item).band(), Cell::faint));
    if items.iter().flatten().any(|item| item.per_month.is_some()) {
        let each = |item: &CostItem| item.per_month.map_or(String::new(), format_two_digits);
        rows.push(line(Cell::faint("  a month of fighting"), &each, Cell::faint));
    }
    rows
}
