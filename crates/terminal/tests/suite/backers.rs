//! Who stands behind each side, as people see it.

use crate::fixture::forecast::{findings, signs};
use standoff_lab::forecast::findings::{BackerOutlook, BackingAt};
use standoff_prose::Style;

/// Each backer is named with the side it backs, and its share at each month; without backers nothing is said of them.
#[test]
fn each_backer_is_named_with_its_side() {
    let mut findings = findings();
    let page = |findings: &_| standoff_terminal::render_forecast(findings, &signs(), Style::plain());
    assert!(!page(&findings).contains("stands behind"));
    let at = |months, share| BackingAt { months, share, futures: 5_000 };
    findings.backers = vec![BackerOutlook {
        backer: "north".to_owned(),
        title: "Northland".to_owned(),
        side: "invader".to_owned(),
        at: vec![at(0, 0.0), at(12, 0.25), at(60, 0.5)],
    }];
    let page = page(&findings);
    let invader = standoff_terminal::vocabulary::name_in_sentence(&findings.provenance.scenario, "invader");
    let row = page.lines().find(|line| line.contains("Northland")).expect("a row");
    assert!(row.contains(&format!("Northland, behind {invader}")), "{row}");
    assert!(row.contains("0.25") && row.contains("0.50"), "{row}");
}
