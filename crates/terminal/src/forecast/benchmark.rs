//! The outside view and the model: the fate of wars as old as this one.

use super::month_heads::month_heads;
use crate::vocabulary::{FEW_PAST_WARS, first_ends};
use standoff_lab::forecast::findings::{Benchmark, EndsWithin, Findings, FittedEnds, ReferenceRecord};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Cell, Table};
use standoff_prose::words::{count_months, count_things, format_band, join_list};

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    let benchmark = &findings.benchmark;
    page.heading("The outside view: what a reference class says without knowing this war");
    page.table(&benchmark_table(findings));
    page.text(&record_sentence(benchmark));
    if benchmark.families.is_empty() {
        page.text(FEW_PAST_WARS);
        return;
    }
    let near = &benchmark.near;
    page.text(&format!(
        "Band of the outside view at {}: {} to {}; the model lies {} it. {}",
        count_months(near.months),
        format_rounded(near.low, 0.01),
        format_rounded(near.high, 0.01),
        near.place.in_words(),
        benchmark.verdict
    ));
    if !benchmark.leaves_at.is_empty() {
        page.note("* here the model lies outside the band of the outside view");
    }
}

fn shown_months(findings: &Findings) -> Vec<usize> {
    findings.benchmark.model.iter().map(|at| at.months).collect()
}

fn benchmark_table(findings: &Findings) -> Table {
    let benchmark = &findings.benchmark;
    let months = shown_months(findings);
    let mut table = Table::new(&month_heads("chance that the war ends within so many months", months.iter().copied()));
    for family in &benchmark.families {
        let title = format!("{} wars of the class, {} fit", benchmark.wars, family.family);
        let ends: Vec<EndsWithin> =
            family.ends.iter().map(|&FittedEnds { months, p, .. }| EndsWithin { months, p }).collect();
        table.add_cells(family_row(Cell::from(title), &months, &ends));
        table.add_cells(band_row(&months, &family.ends));
    }
    if let Some(record) = &benchmark.jeffreys {
        let title = format!("This war's own record: {} so far", count_things(record.events, "general ceasefire"));
        table.add_cells(family_row(Cell::from(title), &months, &record.ends));
    }
    table.add_cells(model_row(findings, &months));
    table
}

fn family_row(title: Cell, months: &[usize], ends: &[EndsWithin]) -> Vec<Cell> {
    let at = |month: &usize| ends.iter().find(|end| end.months == *month);
    let cells = months.iter().map(|month| at(month).map_or(UNKNOWN.to_owned(), |end| format_rounded(end.p, 0.01)));
    std::iter::once(title).chain(cells.map(Cell::from)).collect()
}

fn band_row(months: &[usize], ends: &[FittedEnds]) -> Vec<Cell> {
    let at = |month: &usize| ends.iter().find(|end| end.months == *month);
    let band = |end: &FittedEnds| format_band(end.low, end.high, 0.01);
    let cells = months.iter().map(|month| Cell::faint(at(month).map_or(UNKNOWN.to_owned(), band)));
    std::iter::once(Cell::faint("  band: 9 of 10 resampled classes")).chain(cells).collect()
}

fn model_row(findings: &Findings, months: &[usize]) -> Vec<Cell> {
    let told = first_ends(findings);
    let cell = |(month, text): (&usize, String)| {
        let star = if findings.benchmark.leaves_at.contains(month) { "*" } else { "" };
        Cell::toned(Tone::Strong, format!("{star}{text}"))
    };
    let title = Cell::toned(Tone::Strong, "This model: the fighting first ends");
    std::iter::once(title).chain(months.iter().zip(told).map(cell)).collect()
}

/// Which wars of the class lasted as long, and what became of them.
fn record_sentence(benchmark: &Benchmark) -> String {
    let record = &benchmark.record;
    let age = format_rounded(benchmark.age_months, 1.0);
    let compared = compared_sentence(benchmark);
    if record.lasted == 0 {
        return format!("{compared} None of them lasted as long as this one has ({age} months).");
    }
    format!(
        "{compared} Of them {} lasted as long as this one has ({age} months), and of those {} ended within the next 12 months and \
         {} within 24.{}",
        record.lasted,
        record.ended_12,
        record.ended_24,
        longest_words(record)
    )
}

/// The wars compared with; those that are not are named where there are few.
fn compared_sentence(benchmark: &Benchmark) -> String {
    let (compared, left_out) = (benchmark.wars, &benchmark.left_out);
    let class = format!("Reference class {}", benchmark.reference);
    match left_out.as_slice() {
        [] => format!("{class}: all its {compared} wars were over before the start."),
        few if few.len() <= NAMED_WARS => format!(
            "{class}: {compared} of its {} wars are compared with, as the others were not over before the start or are left out: {}.",
            compared + few.len(),
            join_list(few)
        ),
        many => format!(
            "{class}: {compared} of its {} wars are compared with, as the others were not over before the start or are left out.",
            compared + many.len()
        ),
    }
}

/// Most wars that are named in a sentence.
const NAMED_WARS: usize = 12;

fn longest_words(record: &ReferenceRecord) -> String {
    if record.wars.len() > NAMED_WARS {
        return String::new();
    }
    let named = record.wars.iter().map(|war| {
        let year = war.begun.split('-').next().unwrap_or_default();
        format!("{} ({year}, {} months)", war.name, format_rounded(war.months, 1.0))
    });
    let which = if record.wars.len() == 1 { "It is" } else { "They are:" };
    format!(" {which} {}.", named.collect::<Vec<_>>().join("; "))
}
