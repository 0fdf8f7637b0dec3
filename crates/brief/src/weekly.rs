//! The weekly breakdown as a document: the answer, the pattern of talks, the resistance, the order, the dilemma, what changed
//! and what to watch.
//!
//! Three rules. Every number comes from the breakdown and says from which key. No number is finer than its error, and a
//! difference within two standard errors is said to be none. All actors have the same room and the same words.

mod answer;
mod beside;
mod changes;
mod credibility;
mod debrief;
mod dilemma;
mod method;
mod order;
mod pattern;
mod pictures;
mod resistance;
mod strip;
mod watch;
mod yardstick;

pub use beside::{WORLDS, beside};
pub use credibility::{FACTORS, Factor, pedigree};
pub use debrief::debrief;
pub use standoff_breakdown::week::Breakdown;
pub use strip::{Hold, strip};
pub use yardstick::{likelihood, likelihood_within};

use crate::document::{Document, Section};
use crate::findings::Findings;
use crate::numbers::count;
use crate::words::list;
use standoff_lab::ensemble::estimate::Estimate;

/// The brief.
pub fn document(week: &Breakdown) -> Document {
    let scenario = &week.forecast.scenario;
    let evidence =
        if week.updated { "with the evidence known by then" } else { "from the scenario alone, without evidence" };
    Document {
        title: scenario.title.clone(),
        subtitle: format!("Standoff brief as of {}, {evidence}{}", week.as_of, changed(&week.forecast)),
        sections: vec![
            answer::section(week),
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
    answer::section(week)
}

/// Standard error of an estimate, from its 95 % interval; none known is as good as infinite.
fn error_of(estimate: &Estimate) -> f64 {
    estimate.low.zip(estimate.high).map_or(f64::INFINITY, |(low, high)| (high - low) / 3.92)
}

/// The step in which an estimate is told.
fn step_of(estimate: &Estimate) -> f64 {
    crate::numbers::step(error_of(estimate)).unwrap_or(1.0)
}
