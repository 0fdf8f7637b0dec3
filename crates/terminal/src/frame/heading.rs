//! Lines at the head of a page: who takes part, and what reproduces it.

use crate::vocabulary::roles_taking_part;
use standoff_lab::forecast::provenance::ScenarioName;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;

/// Writes the roles that take part, with their names.
pub(crate) fn write_actors(page: &mut Page, scenario: &ScenarioName) {
    let named = roles_taking_part(scenario).into_iter().map(|(_, word, name)| format!("{word} {name}"));
    page.flush(Tone::Plain, &named.collect::<Vec<String>>().join(" · "));
}

/// Writes the inputs that reproduce the page.
pub(crate) fn write_source(page: &mut Page, scenario: &ScenarioName, more: &[String]) {
    let digest: String = scenario.digest.chars().take(12).collect();
    page.flush(Tone::Faint, &format!("{} · digest {digest} · {}", scenario.name, more.join(" · ")));
}
