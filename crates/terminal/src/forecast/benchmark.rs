//! The outside view and the model: the fate of wars as old as this one.

use super::month_heads::month_heads;
use standoff_lab::forecast::findings::{Benchmark, EndsWithin, Findings};
use standoff_prose::numbers::{Chance, UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Cell, Table};
use standoff_prose::words::count_months;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    let benchmark = &findings.benchmark;
    page.heading("The outside view: what a reference class says without knowing this war");
    page.table(&benchmark_table(findings));
    page.text(&record_sentence(benchmark));
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

fn shown_months(benchmark: &Benchmark) -> Vec<usize> {
    let families = benchmark.families.iter().map(|family| &family.ends);
    let own = benchmark.jeffreys.iter().map(|record| &record.ends);
    let ends = families.chain(own).find(|ends| !ends.is_empty());
    ends.map_or(Vec::new(), |ends| ends.iter().map(|end| end.months).collect())
}

fn benchmark_table(findings: &Findings) -> Table {
    let benchmark = &findings.benchmark;
    let months = shown_months(benchmark);
    let mut table = Table::new(&month_heads("chance that the war ends within so many months", months.iter().copied()));
    for family in &benchmark.families {
        let title = format!("{} wars of the class, {} fit", benchmark.wars, family.family);
        table.add_cells(family_row(Cell::from(title), &months, &family.ends));
    }
    if let Some(record) = &benchmark.jeffreys {
        let title = format!("This war's own record: {} general ceasefires so far", record.events);
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

fn model_row(findings: &Findings, months: &[usize]) -> Vec<Cell> {
    let at = |month: usize| findings.war_ends.settled_or_quiet.iter().find(|at| at.months == month);
    let cell = |month: &usize| {
        let text = at(*month).map_or(UNKNOWN.to_owned(), |at| Chance::new(at.p, at.mc_error, findings.runs).number());
        let star = if findings.benchmark.leaves_at.contains(month) { "*" } else { "" };
        Cell::toned(Tone::Strong, format!("{star}{text}"))
    };
    let title = Cell::toned(Tone::Strong, "This model: settlement, or a truce that lasted");
    std::iter::once(title).chain(months.iter().map(cell)).collect()
}

fn record_sentence(benchmark: &Benchmark) -> String {
    let record = &benchmark.record;
    format!(
        "Reference class {}: {} of {} wars lasted as long as this one has ({} months); of them {} ended within the next 12 \
         months and {} within 24.",
        benchmark.reference,
        record.lasted,
        benchmark.wars,
        format_rounded(benchmark.age_months, 1.0),
        record.ended_12,
        record.ended_24
    )
}
