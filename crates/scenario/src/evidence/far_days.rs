//! Days that are probably mistyped: before the war began, or later than any forecast reaches.

use super::event::Event;
use crate::document::diagnostic::Diagnostic;
use crate::scenario::Scenario;

/// Warnings of the rows at `places` whose days lie outside the war and the horizon, each with the place of its row.
pub(super) fn find_far_days(events: &[Event], places: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let last = scenario.last_day();
    let far = |event: &Event| {
        let named = [("date", event.date), ("until", event.until), ("known", event.known)];
        let early = (event.until < scenario.war_began).then(|| {
            let began = scenario.war_began;
            format!("`date` is {}, before the war began on {began}", event.date)
        });
        early.or_else(|| {
            let (column, day) = named.into_iter().find(|(_, day)| *day > last)?;
            Some(format!(
                "`{column}` is {day}, after {last}, the last day that a forecast from {} reaches",
                scenario.start
            ))
        })
    };
    let warning = |&place: &usize| {
        let diagnostic =
            Diagnostic::warning("far-day", far(&events[place])?).allowed(format!("{} to {last}", scenario.war_began));
        Some((place, diagnostic.hint("is the year mistyped?")))
    };
    places.iter().filter_map(warning).collect()
}
