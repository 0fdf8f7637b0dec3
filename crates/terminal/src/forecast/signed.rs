//! The packages that were signed, the most frequent first.

use crate::vocabulary;
use standoff_lab::forecast::findings::{Findings, SignedPackage};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::capitalize;

/// Most packages shown, each in a row of its own: a dense menu has many that are signed now and then.
const SHOWN: usize = 8;

pub(crate) fn write_part(page: &mut Page, findings: &Findings) {
    if findings.signed.is_empty() {
        page.text("No package was signed in any future, so nothing can be said about gains, losses or how long a peace lasts.");
        return;
    }
    page.caption("What took effect, and how long such a peace lasts");
    let right = |head: &'static str| (head, Align::Right);
    let mut heads = vec![("package", Align::Left), right("share of signatures"), right("peace holds 5 years")];
    let has_coalition = vocabulary::has_role(findings, "coalition");
    if has_coalition {
        heads.extend([right("coalition delivers"), right("beyond red lines")]);
    }
    let mut table = Table::new(&heads);
    let signatures = signature_count(findings);
    for package in most_signed(findings) {
        let mut cells = vec![Cell::from(capitalize(&package.title)), share_cell(findings, package.share, signatures)];
        let own = signatures * package.share;
        let of_coalition = [package.consented, package.beyond].into_iter().filter(|_| has_coalition);
        let shares = std::iter::once(package.five_year_peace).chain(of_coalition);
        cells.extend(shares.map(|value| share_cell(findings, value, own)));
        table.add_cells(cells);
    }
    let others = &findings.signed[most_signed(findings).len()..];
    if !others.is_empty() {
        let share = others.iter().map(|package| package.share).sum();
        table.add_cells([Cell::faint(words_for_others(others.len())), share_cell(findings, share, signatures)]);
    }
    page.table(&table);
    let columns = if has_coalition { "The last three columns are shares" } else { "The last column is a share" };
    page.note(&format!("{columns} of the signatures of that package."));
}

/// Packages shown in rows of their own.
pub(super) fn most_signed(findings: &Findings) -> &[SignedPackage] {
    &findings.signed[..findings.signed.len().min(SHOWN)]
}

/// Signatures in all futures together.
pub(super) fn signature_count(findings: &Findings) -> f64 {
    findings.deals.signatures as f64
}

fn words_for_others(count: usize) -> String {
    if count == 1 { "1 other".to_owned() } else { format!("{count} others, together") }
}

fn share_cell(findings: &Findings, share: f64, cases: f64) -> Cell {
    Cell::from(vocabulary::share_of_cases(findings, share, cases).number())
}
