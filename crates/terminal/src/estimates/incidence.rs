//! Cumulative incidence: causes of an ending over time.

use super::format::{
    MOST_LINES, begin_page, format_optional_share, format_p_value, format_percent, note_left_out, spread_lines,
};
use standoff_prose::numbers::{UNKNOWN, format_count, format_figure};
use standoff_prose::page::Page;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::incidence::{CauseAt, Incidence, IncidenceAt, IncidenceCurves};

/// Renders cumulative incidence: counts, then for each group the chances over time, which sum to one.
pub fn render_incidence(found: &Incidence, style: Style) -> String {
    let mut page = begin_page(&format!("What ends it, and by when · {}", found.time), &found.origin, style);
    page.note(&format!("Ended by the cause in {}; not ended where that is {}.", found.event, found.censored_value));
    if let Some(entry) = &found.entry {
        page.note(&format!("Each row is at risk after {entry}: chances hold given survival to the first entry."));
    }
    page.blank();
    page.table(&count_table(found));
    for causes in &found.curves {
        page.caption(&format!("Chance that it has ended by each cause{}", group_suffix(found, causes)));
        write_chances(&mut page, found, causes);
    }
    page.note(&format!("Each row sums to 1. Below each chance its {} interval.", format_percent(found.level)));
    write_comparison(&mut page, found);
    page.finish()
}

fn write_comparison(page: &mut Page, found: &Incidence) {
    if !found.gray.is_empty() {
        page.caption("Does each cause end the same share of every group? (Gray's test)");
        let heads = ["cause", "chi-squared", "degrees", "p"];
        let align = |head: &'static str| (head, if head == "cause" { Align::Left } else { Align::Right });
        let mut table = Table::new(&heads.map(align));
        for test in &found.gray {
            table.add_row([
                test.cause.clone(),
                format_optional_share(test.chi_squared),
                test.degrees.map_or(UNKNOWN.to_owned(), format_count),
                test.p.map_or(UNKNOWN.to_owned(), format_p_value),
            ]);
        }
        page.table(&table);
        found.strata.iter().for_each(|strata| page.note(&format!("Groups are compared within each {strata}.")));
    }
    found.no_gray.iter().for_each(|reason| page.note(&format!("The groups are not compared: {reason}.")));
}

/// ", arm = 1".
fn group_suffix(found: &Incidence, causes: &IncidenceCurves) -> String {
    match (&found.group, &causes.group) {
        (Some(column), Some(group)) => format!(", {column} = {group}"),
        _ => String::new(),
    }
}

fn column_heads<'a>(first: &'a str, found: &'a Incidence, last: &'a str) -> Vec<(&'a str, Align)> {
    let causes = found.causes.iter().map(|cause| (cause.as_str(), Align::Right));
    std::iter::once((first, Align::Left)).chain(causes).chain([(last, Align::Right)]).collect()
}

fn count_table(found: &Incidence) -> Table {
    let mut table = Table::new(&column_heads(found.group.as_deref().unwrap_or(""), found, "not ended"));
    for causes in &found.curves {
        let name = causes.group.clone().unwrap_or_else(|| "rows".to_owned());
        let events = causes.events.iter().map(|&events| format_count(events));
        table.add_row(std::iter::once(name).chain(events).chain([format_count(causes.censored)]));
    }
    table
}

fn write_chances(page: &mut Page, found: &Incidence, causes: &IncidenceCurves) {
    let lines: Vec<&IncidenceAt> = if causes.at.is_empty() {
        spread_lines(causes.steps.len(), MOST_LINES).into_iter().map(|place| &causes.steps[place]).collect()
    } else {
        causes.at.iter().collect()
    };
    let mut table = Table::new(&column_heads(&found.time, found, "not ended"));
    for at in lines {
        let chances =
            at.causes.iter().map(|cause| Cell::from(format_optional_share(cause.map(|cause| cause.incidence))));
        let last = [Cell::from(format_optional_share(at.survival))];
        table.add_cells(std::iter::once(Cell::from(format_figure(at.time))).chain(chances).chain(last));
        table.add_cells(std::iter::once(Cell::from("")).chain(at.causes.iter().map(band_cell)));
    }
    page.table(&table);
    if causes.at.is_empty() {
        note_left_out(page, causes.steps.len());
    }
}

fn band_cell(cause: &Option<CauseAt>) -> Cell {
    Cell::faint(cause.map_or(UNKNOWN.to_owned(), |cause| {
        format!("{} to {}", format_optional_share(cause.low), format_optional_share(cause.high))
    }))
}
