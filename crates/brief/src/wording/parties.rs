//! Actors and instruments of a forecast by name, and its last month.

use super::dates::month_after;
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::Findings;
use standoff_prose::names::ProperName;
use standoff_prose::words::count_months;
use standoff_terminal::vocabulary::name_in_sentence;

/// The name of a role in a sentence.
pub(crate) fn name_of(findings: &Findings, role: &str) -> ProperName {
    name_in_sentence(&findings.provenance.scenario, role)
}

/// An instrument by its title, as a programme with a name of its own: "the Loan on immobilised assets".
pub(crate) fn instrument_name(title: &str) -> String {
    if title.to_lowercase().starts_with("the ") { title.to_owned() } else { format!("the {title}") }
}

/// A member or an instrument on which the line hung.
pub(crate) fn name_of_critical(week: &Breakdown, title: &str) -> String {
    let dated = week.upcoming.iter().filter(|one| one.name.starts_with("instrument."));
    let dated = dated.filter_map(|one| one.what.split_once(": ").map(|(_, title)| title));
    let opening = week.watch.iter().filter(|one| one.name.starts_with("opens."));
    let opening = opening.filter_map(|one| one.what.strip_suffix(" opens"));
    let pooled = week.means.iter().flat_map(|means| &means.pooled).map(|one| one.title.as_str());
    let is_instrument = dated.chain(opening).chain(pooled).any(|instrument| instrument == title);
    if is_instrument { instrument_name(title) } else { ProperName::new(title).to_string() }
}

/// The last month simulated: "December 2030", or "60 months" where the start is no date.
pub(crate) fn horizon_month(findings: &Findings) -> String {
    let months = findings.horizon_months;
    month_after(&findings.provenance.scenario.start, months).unwrap_or_else(|| count_months(months))
}
