//! Question 1: how long the line can hold.

use super::backers::write_backers;
use super::month_heads::month_heads;
use crate::drawing::bars::plain_bar;
use crate::drawing::dots::dot_chart;
use crate::vocabulary::{
    BandedMean, CauseChances, HoldChances, cause_clause, chance_at, chance_band_or_dash, coverage_at, coverage_now,
    has_role, hold_chances, share_of_cases,
};
use standoff_lab::forecast::findings::{Findings, PathsAt};
use standoff_prose::numbers::format_two_digits;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_months, join_list};

/// Most names shown of those that are critical.
const NAMES: usize = 5;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("1 · How long can the line hold?");
    write_survival(page, findings);
    write_break_times(page, findings);
    write_means(page, findings);
    write_critical(page, findings);
    write_paths(page, findings);
    write_backers(page, findings);
}

fn write_survival(page: &mut Page, findings: &Findings) {
    let hold = &findings.hold;
    let mut heads = month_heads("chance that within so many months", hold.survival.iter().map(|at| at.months));
    heads.push(("ever met".to_owned(), Align::Right));
    let mut table = Table::new(&heads);
    let HoldChances { survival, causes } = hold_chances(findings);
    table.add_cells(chance_row("the line has not broken", survival, Tone::Strong));
    let bands = hold
        .survival
        .iter()
        .map(|at| Cell::faint(chance_band_or_dash(findings, chance_at(findings, at), at.low, at.high)));
    table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands));
    table.add_cells([Cell::from("it has broken, and first because")]);
    for CauseChances { cause, by, ever } in causes {
        table.add_cells(chance_row(&format!("  {}", cause_clause(cause)), by.into_iter().chain([ever]), Tone::Plain));
    }
    page.table(&table);
    page.note(
        "The first row and the causes below it sum to 1. \"Ever met\": the condition held at some time, first or not.",
    );
}

fn chance_row(title: &str, numbers: impl IntoIterator<Item = String>, tone: Tone) -> Vec<Cell> {
    let numbers = numbers.into_iter().map(|number| Cell::toned(tone, number));
    std::iter::once(Cell::toned(tone, title)).chain(numbers).collect()
}

fn write_break_times(page: &mut Page, findings: &Findings) {
    if findings.hold.curve.is_empty() {
        return;
    }
    page.caption("When it breaks: 20 futures, one dot each, by months from the start");
    let without = format!("holds past {}", findings.horizon_months);
    page.picture(&dot_chart(&findings.hold.curve, findings.horizon_months, &without));
    let mean = BandedMean::of_draws(findings, findings.hold.restricted_mean);
    page.text(&format!(
        "On average the line holds {} of the {}.",
        mean.with_band(),
        count_months(findings.horizon_months)
    ));
}

/// Need against means at the start.
fn write_means(page: &mut Page, findings: &Findings) {
    if !has_role(findings, "coalition") {
        return;
    }
    let start = &findings.start;
    let currency = &findings.provenance.scenario.currency;
    page.caption("The resistance at the start: need against means");
    page.text(&format!(
        "Of a need of {} bn {currency} a year, bilateral aid meets {} and other flows {}: coverage {}.",
        format_two_digits(start.need),
        format_two_digits(start.bilateral),
        format_two_digits(start.other_flows),
        coverage_now(findings),
    ));
    page.text(&match start.critical_now.len() {
        _ if start.under_threshold => "Coverage is under its threshold at the start.".to_owned(),
        0 => "No single member or instrument would take coverage under its threshold by leaving today.".to_owned(),
        _ => format!(
            "Without any one of these, coverage falls under its threshold at once: {}.",
            join_list(&start.critical_now)
        ),
    });
}

fn write_critical(page: &mut Page, findings: &Findings) {
    let critical = &findings.hold.critical;
    if critical.is_empty() {
        return;
    }
    page.caption("Critical at the break, where coverage or an instrument failed: share of those futures");
    let cases = findings.runs as f64 * share_broken_by_means(findings);
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left), ("", Align::Right)]);
    for one in critical.iter().take(NAMES) {
        let share = share_of_cases(findings, one.share, cases);
        table.add_cells([Cell::from(&one.name), Cell::ink(plain_bar(one.share)), Cell::from(share.number())]);
    }
    page.table(&table);
    if critical.len() > NAMES {
        page.note(&format!("and {} more, each less often", critical.len() - NAMES));
    }
}

/// Share of futures that broke by coverage or an instrument, by the last month shown.
fn share_broken_by_means(findings: &Findings) -> f64 {
    let causes = findings.hold.causes.iter().filter(|cause| ["coverage", "instrument"].contains(&cause.cause.as_str()));
    causes.filter_map(|cause| cause.by.last()).map(|at| at.p).sum()
}

/// Front and coverage while the war goes on.
fn write_paths(page: &mut Page, findings: &Findings) {
    let paths = shown_paths(findings);
    if paths.is_empty() {
        return;
    }
    page.caption("The front and the means where the war goes on (bands: 9 of 10 futures; areas, not borders)");
    let mut table = Table::new(&month_heads("months from the start", paths.iter().map(|at| at.months)));
    let area = |at: &PathsAt| BandedMean::of_futures(findings, at.area);
    let coverage = |at: &PathsAt| coverage_at(findings, at);
    let contested = |at: &PathsAt| share_of_cases(findings, at.contested, findings.runs as f64).number();
    add_row_with_band(&mut table, "Area gained by the invader, km²", &paths, &area);
    if has_role(findings, "coalition") {
        add_row_with_band(&mut table, "Coverage of need", &paths, &coverage);
    }
    let cells = paths.iter().map(|at| Cell::from(contested(at)));
    table.add_cells(std::iter::once(Cell::from("Futures where it goes on")).chain(cells));
    page.table(&table);
}

/// The months of the other tables, from the start on.
fn shown_paths(findings: &Findings) -> Vec<&PathsAt> {
    let months: Vec<usize> = findings.hold.survival.iter().map(|at| at.months).collect();
    findings.paths.iter().filter(|at| at.months == 0 || months.contains(&at.months)).collect()
}

fn add_row_with_band(table: &mut Table, title: &str, paths: &[&PathsAt], figure: &dyn Fn(&PathsAt) -> BandedMean) {
    let means = paths.iter().map(|at| Cell::from(figure(at).mean()));
    table.add_cells(std::iter::once(Cell::from(title)).chain(means));
    let bands = paths.iter().map(|at| Cell::faint(figure(at).band()));
    table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands));
}
