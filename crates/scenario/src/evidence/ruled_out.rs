//! Events that the scenario's own figures rule out: a rate of nothing says that they never happen.

use super::answer::Answer;
use super::event::{Event, Party, Subject};
use super::kind::Kind;
use crate::document::diagnostic::Diagnostic;
use crate::scenario::Scenario;

/// Places of events that cannot happen by the scenario, with the fault: an error where one is sure and part of the record, since no
/// state could explain it, and elsewhere a warning.
pub(super) fn ruled_out(events: &[Event], known: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let never = |path: &String| scenario.parameters.iter().any(|one| one.path == *path && one.is_always_zero());
    let fault = |&place: &usize| {
        let path = rates_needed(&events[place], scenario).into_iter().find(never)?;
        let message = format!("`{path}` is 0, so that this never happens");
        let hint = "give it a rate, or a range that has one, or remove this event";
        let counts = events[place].confidence >= 1.0 && events[place].date >= scenario.record_start();
        let found = if counts { Diagnostic::error } else { Diagnostic::warning };
        Some((place, found("ruled-out", message).hint(hint)))
    };
    known.iter().filter_map(fault).collect()
}

/// Paths of the rates without which an event cannot happen.
fn rates_needed(event: &Event, scenario: &Scenario) -> Vec<String> {
    let structure = &scenario.structure;
    match (event.kind, event.parties.first(), &event.subject) {
        (Kind::BackerJoined | Kind::BackerLeft, Some(Party::Backer(backer)), _) => {
            let rate = if event.kind == Kind::BackerJoined { "joins" } else { "leaves" };
            structure.backers.get(*backer).map(|one| format!("backer.{}.{rate}", one.name)).into_iter().collect()
        }
        (Kind::LimitedTruce, _, Some(Subject::LimitedTruce(kind))) => {
            let Some(name) = structure.limited_truces.get(*kind).map(|one| &one.name) else { return Vec::new() };
            let broken = (event.answer == Some(Answer::Broken)).then(|| format!("limited_truce.{name}.breach"));
            [Some(format!("limited_truce.{name}.arrivals")), broken].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
