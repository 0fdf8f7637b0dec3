//! The order: three strains and the credibility of guarantees.

use super::month_heads::month_heads;
use crate::vocabulary::{BandedMean, has_role, share_of_cases};
use standoff_lab::forecast::findings::{Findings, OrderAt};
use standoff_prose::numbers::format_rounded;
use standoff_prose::page::Page;
use standoff_prose::table::{Cell, Table};

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("The order: three strains, and the credibility that follows");
    if findings.order.is_empty() {
        let has_alliance = has_role(findings, "great_power") && has_role(findings, "coalition");
        page.text(match has_alliance {
            true => "The war is over at the start of every future, so nothing is said of the alliance.",
            false => "This war has no alliance to strain: that takes a great power and a coalition.",
        });
        return;
    }
    let mut table = Table::new(&month_heads("months from the start", findings.order.iter().map(|at| at.months)));
    for (title, value) in STRAINS {
        let cells = findings.order.iter().map(|at| Cell::from(format_rounded(value(at), 0.01)));
        table.add_cells(std::iter::once(Cell::from(title)).chain(cells));
    }
    let credibility = |at: &OrderAt| BandedMean::of_futures(findings, at.credibility);
    let means = findings.order.iter().map(|at| Cell::from(credibility(at).into_share().mean()));
    table.add_cells(std::iter::once(Cell::from("Credibility of guarantees")).chain(means));
    let bands = findings.order.iter().map(|at| Cell::faint(credibility(at).into_share().band()));
    table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands));
    let out =
        findings.order.iter().map(|at| Cell::from(share_of_cases(findings, at.out, findings.runs as f64).number()));
    if has_role(findings, "great_power") {
        table.add_cells(std::iter::once(Cell::from("Futures in which the great power is out")).chain(out));
    }
    page.table(&table);
    page.note("Means over futures where the war goes on (band: 9 of 10 of them); strains with the central parameters, never made into one index.");
}

/// A row of the table.
type Strain = (&'static str, fn(&OrderAt) -> f64);

/// Rows of the table, in the order of the page. They are never made into one index: no weights for them are known.
const STRAINS: [Strain; 4] = [
    ("Power: concentration of allied military spending (1 = one ally)", |at| at.power_concentration),
    ("Power: share of it that the great power holds", |at| at.power_share),
    ("Cohesion: gap between the packages that it and the coalition prefer", |at| at.cohesion_gap),
    ("Interests: likeness of their rankings of all packages (−1 to 1)", |at| at.interest_similarity),
];
