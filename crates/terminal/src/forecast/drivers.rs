//! Question 4: what would change it, as far as one ensemble shows.

use crate::drawing::bars::signed_bar;
use standoff_lab::forecast::findings::{Driver, Findings, VarianceShares};
use standoff_prose::numbers::{format_rounded, step_for_error};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{count_months, format_signed};

/// A correlation is shown where it is this many standard errors from zero: many parameters are tried at once.
const ERRORS: f64 = 3.0;
/// Letters of a bar to each side.
const HALF: usize = 6;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("4 · What would change it?");
    write_drivers(page, findings);
    write_variance_sources(page, &findings.spread);
}

fn stands_out(driver: &Driver) -> bool {
    driver.hold.abs().max(driver.ends.abs()) >= ERRORS * driver.error
}

/// The assumption that goes most with the chance that the line holds, with its correlation and the step in which it is told;
/// none where none is told from noise.
pub(super) fn strongest_driver(findings: &Findings) -> Option<(&Driver, f64, f64)> {
    let told = findings.drivers.iter().filter(|driver| driver.hold.abs() >= ERRORS * driver.error);
    let strongest = told.max_by(|one, other| one.hold.abs().total_cmp(&other.hold.abs()))?;
    Some((strongest, strongest.hold, correlation_step(strongest.error)))
}

fn correlation_step(error: f64) -> f64 {
    step_for_error(error).unwrap_or(0.01).max(0.01)
}

fn write_drivers(page: &mut Page, findings: &Findings) {
    let shown: Vec<&Driver> = findings.drivers.iter().filter(|driver| stands_out(driver)).collect();
    let noise = findings.drivers.first().map_or(0.0, |driver| ERRORS * driver.error);
    if shown.is_empty() {
        page.text("No uncertain parameter stands out from the noise between these draws.");
    } else {
        page.table(&driver_table(&shown));
    }
    page.note(&format!(
        "Rank correlation across draws: + raises the chance, − lowers it. Within {} of zero it cannot be told from \
         noise and is left out or left blank. A correlation is not the effect of an intervention.",
        format_rounded(noise, 0.01)
    ));
}

fn driver_table(drivers: &[&Driver]) -> Table {
    let months = count_months(drivers.first().map_or(0, |driver| driver.months));
    let mut table = Table::new(&[
        ("uncertain parameters that go with the answers".to_owned(), Align::Left),
        (format!("line holds {months}"), Align::Left),
        (format!("war over by {months}"), Align::Left),
    ]);
    for driver in drivers {
        let mut cells = vec![Cell::from(&driver.parameter)];
        cells.extend([driver.hold, driver.ends].map(|value| correlation_cell(value, driver.error)));
        table.add_cells(cells);
        table.add_cells([Cell::faint(format!("  {}", driver.meaning))]);
    }
    table
}

/// A bar and a figure, both blank within the noise.
fn correlation_cell(value: f64, error: f64) -> Cell {
    if value.abs() < ERRORS * error {
        return Cell::ink(signed_bar(0.0, HALF));
    }
    let text = format_signed(value, correlation_step(error));
    Cell::ink(format!("{}  {text}", signed_bar(value, HALF)))
}

fn write_variance_sources(page: &mut Page, spread: &VarianceShares) {
    let months = count_months(spread.months);
    page.caption(&format!("Where the doubt comes from: of the variance of two yes-or-no answers at {months}"));
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[("", Align::Left), right("chance"), right("parameters"), right("engine")]);
    let engine = spread.structural.map_or("one engine so far".to_owned(), |share| format_rounded(share, 0.01));
    let rows = [
        ("The line holds", spread.aleatory, spread.parametric),
        ("The war is over", spread.ends_aleatory, spread.ends_parametric),
    ];
    for (title, chance, parameters) in rows {
        table.add_row([
            title.to_owned(),
            format_rounded(chance, 0.01),
            format_rounded(parameters, 0.01),
            engine.clone(),
        ]);
    }
    page.table(&table);
    page.note(
        "\"Chance\" would remain if every parameter were known; \"parameters\" is what better figures could remove.",
    );
}
