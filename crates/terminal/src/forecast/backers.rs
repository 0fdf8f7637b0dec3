//! Who stands behind each side over time.

use super::month_heads::month_heads;
use crate::vocabulary::{name_in_sentence, share_of_cases};
use standoff_lab::forecast::findings::{BackerOutlook, BackingAt, Findings};
use standoff_prose::page::Page;
use standoff_prose::table::{Cell, Table};

/// Writes how often each backer stands behind its side; nothing where the scenario names none.
pub(crate) fn write_backers(page: &mut Page, findings: &Findings) {
    let Some(first) = findings.backers.first() else { return };
    page.caption("Who stands behind each side where the war goes on: share of those futures");
    let mut table = Table::new(&month_heads("months from the start", first.at.iter().map(|at| at.months)));
    for backer in &findings.backers {
        let share = |at: &BackingAt| share_of_cases(findings, at.share, at.futures as f64).number();
        let cells = backer.at.iter().map(|at| Cell::from(share(at)));
        table.add_cells(std::iter::once(Cell::from(title_with_side(findings, backer))).chain(cells));
    }
    page.table(&table);
}

fn title_with_side(findings: &Findings, backer: &BackerOutlook) -> String {
    format!("{}, behind {}", backer.title, name_in_sentence(&findings.provenance.scenario, &backer.side))
}
