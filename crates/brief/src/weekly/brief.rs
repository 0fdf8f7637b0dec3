//! The weekly brief: its sections in order.

use super::{changes, credibility, dilemma, history, method, order, pattern, resistance, watch};
use crate::document::{Document, Section};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::numbers::format_count;
use standoff_prose::words::join_list;

/// Composes the weekly brief.
pub fn compose_brief(week: &Breakdown) -> Document {
    let scenario = &week.forecast.provenance.scenario;
    let evidence =
        if week.updated { "with the evidence known by then" } else { "from the scenario alone, without evidence" };
    Document {
        title: scenario.title.clone(),
        subtitle: format!("Standoff brief as of {}, {evidence}{}", week.as_of, changed_words(&week.forecast)),
        sections: compose_sections(week),
    }
}

fn compose_sections(week: &Breakdown) -> Vec<Section> {
    let mut sections = vec![
        super::answer::compose_section(week),
        pattern::compose_section(week),
        resistance::compose_section(week),
        order::compose_section(week),
        dilemma::compose_section(week),
        changes::compose_section(week),
    ];
    sections.extend(history::compose_section(week));
    sections.extend([
        watch::compose_section(week),
        method::compose_outside_section(week),
        method::compose_section(week),
        credibility::compose_section(week),
    ]);
    sections
}

/// Departures of this forecast from the scenario as written, stated so that the two are not confused.
fn changed_words(findings: &Findings) -> String {
    let name = |what: &str, names: &[String]| match names {
        [] => String::new(),
        names => format!("; {what} {}", join_list(names)),
    };
    let set = name("levers pulled:", &findings.levers) + &name("mechanisms off:", &findings.without);
    let stopped = if findings.interrupted { "; stopped before all futures were made" } else { "" };
    let failed = match findings.failed_runs {
        0 => String::new(),
        failed => format!("; {} futures failed and are left out", format_count(failed)),
    };
    format!("{set}{stopped}{failed}")
}

/// Composes the answer alone, for a page that has nothing else yet.
pub fn compose_answer(week: &Breakdown) -> Section {
    super::answer::compose_section(week)
}
