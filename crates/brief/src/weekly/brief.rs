//! The weekly brief: its sections in order.

use super::{backers, changes, credibility, dilemma, history, method, order, pattern, resistance, watch};
use crate::document::{Document, Section};
use crate::wording::edit_section;
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::words::{failed_and_left_out, join_list};

/// Composes the weekly brief.
pub fn compose_brief(week: &Breakdown) -> Document {
    document_of(week, "brief", compose_sections(week), false)
}

/// A document of these sections, edited, with the title of the war and the day.
pub(super) fn document_of(week: &Breakdown, kind: &str, sections: Vec<Section>, one_page: bool) -> Document {
    let scenario = &week.forecast.provenance.scenario;
    let evidence =
        if week.updated { "on the record of the war" } else { "from the scenario alone, without its record" };
    let as_of = crate::wording::format_date(&week.as_of).unwrap_or_else(|| week.as_of.clone());
    Document {
        title: scenario.title.clone(),
        subtitle: format!("Standoff {kind} as of {as_of}, {evidence}{}", changed_words(&week.forecast)),
        sections: sections.into_iter().map(|section| edit_section(scenario, section)).collect(),
        one_page,
    }
}

fn compose_sections(week: &Breakdown) -> Vec<Section> {
    let sections = [
        Some(super::answer::compose_section(week)),
        Some(pattern::compose_section(week)),
        resistance::compose_section(week),
        backers::compose_section(week),
        order::compose_section(week),
        Some(dilemma::compose_section(week)),
        changes::compose_section(week),
        history::compose_section(week),
        watch::compose_section(week),
        Some(method::compose_outside_section(week)),
        Some(credibility::compose_section(week)),
        Some(method::compose_section(week)),
    ];
    // A section that was not made, or does not apply, is not there.
    sections.into_iter().flatten().filter(|section| !section.blocks.is_empty()).collect()
}

/// Departures of this forecast from the scenario as written, stated so that the two are not confused.
fn changed_words(findings: &Findings) -> String {
    let name = |what: &str, names: &[String]| match names {
        [] => String::new(),
        names => format!("; {what} {}", join_list(names)),
    };
    let rule: Vec<String> = findings.rule.iter().cloned().collect();
    let set = name("levers pulled:", &findings.levers)
        + &name("mechanisms off:", &findings.without)
        + &name("decided by the rule", &rule);
    let stopped = if findings.interrupted { "; stopped before all futures were made" } else { "" };
    let failed = match findings.failed_runs {
        0 => String::new(),
        failed => format!("; {}", failed_and_left_out(failed, "future")),
    };
    format!("{set}{stopped}{failed}")
}

/// Composes the answer alone, for a page that has nothing else yet.
pub fn compose_answer(week: &Breakdown) -> Section {
    edit_section(&week.forecast.provenance.scenario, super::answer::compose_section(week))
}
