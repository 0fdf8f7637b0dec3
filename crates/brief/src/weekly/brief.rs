//! The weekly brief: its sections in order.

use super::{changes, credibility, dilemma, method, order, pattern, resistance, watch};
use crate::document::{Document, Section};
use standoff_breakdown::breakdown::Breakdown;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::numbers::count;
use standoff_terminal::vocabulary::list;

/// The brief.
pub fn document(week: &Breakdown) -> Document {
    let scenario = &week.forecast.scenario;
    let evidence =
        if week.updated { "with the evidence known by then" } else { "from the scenario alone, without evidence" };
    Document {
        title: scenario.title.clone(),
        subtitle: format!("Standoff brief as of {}, {evidence}{}", week.as_of, changed(&week.forecast)),
        sections: vec![
            super::answer::section(week),
            pattern::section(week),
            resistance::section(week),
            order::section(week),
            dilemma::section(week),
            changes::section(week),
            watch::section(week),
            method::outside(week),
            method::section(week),
            credibility::section(week),
        ],
    }
}

/// What makes this forecast another than that of the scenario as it stands: nobody may take the one for the other.
fn changed(findings: &Findings) -> String {
    let name = |what: &str, names: &[String]| match names {
        [] => String::new(),
        names => format!("; {what} {}", list(names)),
    };
    let set = name("levers pulled:", &findings.levers) + &name("mechanisms off:", &findings.without);
    let stopped = if findings.interrupted { "; stopped before all futures were made" } else { "" };
    let failed = match findings.failed_runs {
        0 => String::new(),
        failed => format!("; {} futures failed and are left out", count(failed)),
    };
    format!("{set}{stopped}{failed}")
}

/// The answer alone, for whoever has no more yet.
pub fn answer(week: &Breakdown) -> Section {
    super::answer::section(week)
}
