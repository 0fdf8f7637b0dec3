//! What ends things, and how often by when.

use super::{MOST_LINES, interval, maybe, note_left_out, page, percent, shown};
use crate::estimates::incidence::{CauseAt, Incidence, IncidenceAt, IncidenceCurves};
use crate::numbers::{UNKNOWN, count, figure};
use crate::page::Page;
use crate::style::Style;
use crate::table::{Align, Cell, Table};

/// Cumulative incidence as a page: counts, then for each group the chances over time, which sum to one.
pub fn incidence(found: &Incidence, style: Style) -> String {
    let mut page = page(&format!("What ends it, and by when · {}", found.time), &found.origin, style);
    page.note(&format!("Ended by the cause in {}; not ended where that is {}.", found.event, found.censored_value));
    page.blank();
    page.table(&counts(found));
    for causes in &found.curves {
        page.caption(&format!("Chance that it has ended by each cause{}", of_group(found, causes)));
        chances(&mut page, found, causes);
    }
    page.note(&format!("Each row sums to 1. Below each chance its {} interval.", percent(found.level)));
    page.finish()
}

/// ", arm = 1".
fn of_group(found: &Incidence, causes: &IncidenceCurves) -> String {
    match (&found.group, &causes.group) {
        (Some(column), Some(group)) => format!(", {column} = {group}"),
        _ => String::new(),
    }
}

fn heads<'a>(first: &'a str, found: &'a Incidence, last: &'a str) -> Vec<(&'a str, Align)> {
    let causes = found.causes.iter().map(|cause| (cause.as_str(), Align::Right));
    std::iter::once((first, Align::Left)).chain(causes).chain([(last, Align::Right)]).collect()
}

fn counts(found: &Incidence) -> Table {
    let mut table = Table::new(&heads(found.group.as_deref().unwrap_or(""), found, "not ended"));
    for causes in &found.curves {
        let name = causes.group.clone().unwrap_or_else(|| "rows".to_owned());
        let events = causes.events.iter().map(|&events| count(events));
        table.row(std::iter::once(name).chain(events).chain([count(causes.censored)]));
    }
    table
}

fn chances(page: &mut Page, found: &Incidence, causes: &IncidenceCurves) {
    let lines: Vec<&IncidenceAt> = if causes.at.is_empty() {
        shown(causes.steps.len(), MOST_LINES).into_iter().map(|place| &causes.steps[place]).collect()
    } else {
        causes.at.iter().collect()
    };
    let mut table = Table::new(&heads(&found.time, found, "not ended"));
    for at in lines {
        let chances = at.causes.iter().map(|cause| Cell::from(maybe(cause.map(|cause| cause.incidence))));
        let last = [Cell::from(maybe(at.survival))];
        table.cells(std::iter::once(Cell::from(figure(at.time))).chain(chances).chain(last));
        table.cells(std::iter::once(Cell::from("")).chain(at.causes.iter().map(band)));
    }
    page.table(&table);
    if causes.at.is_empty() {
        note_left_out(page, causes.steps.len());
    }
}

fn band(cause: &Option<CauseAt>) -> Cell {
    Cell::faint(cause.map_or(UNKNOWN.to_owned(), |cause| interval(cause.low, cause.high)))
}
