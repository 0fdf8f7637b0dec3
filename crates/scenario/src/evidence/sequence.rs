//! Events that contradict one another, or that cannot follow one another.

use std::collections::BTreeMap;

use jiff::civil::Date;
use standoff_world::coalition::instruments::Status;

use super::backer_moves::misplaced_backers;
use super::duplicates::values_agree;
use super::event::{Event, Party, Subject};
use super::kind::Kind;
use super::out_of_sequence::out_of_sequence;
use super::ruled_out::ruled_out;
use crate::document::diagnostic::Diagnostic;
use crate::questions::wording::Scope;
use crate::scenario::Scenario;

/// A thing that can be in only one state on one day.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum StatefulThing<'a> {
    Instrument(Option<&'a Subject>),
    Posture,
    Area,
    Member(&'a [Party]),
    Backer(&'a [Party]),
    Vote(Option<&'a Subject>),
    Election(&'a [Party]),
}

/// The thing that an event puts into a state, with the words for two states on one day.
fn thing_in_state(event: &Event) -> Option<(StatefulThing<'_>, &'static str)> {
    let subject = event.subject.as_ref();
    Some(match event.kind {
        Kind::InstrumentOpened | Kind::InstrumentClosed => {
            (StatefulThing::Instrument(subject), "the instrument opened and closed on the same day")
        }
        Kind::PostureChanged => (StatefulThing::Posture, "the great power took two postures on the same day"),
        Kind::AreaHeld => (StatefulThing::Area, "the area held on the same day has two readings"),
        Kind::MemberJoined | Kind::MemberFreeRides | Kind::MemberBlocks | Kind::MemberLeft => {
            (StatefulThing::Member(&event.parties), "the member did two things on the same day")
        }
        Kind::BackerJoined | Kind::BackerLeft => {
            (StatefulThing::Backer(&event.parties), "the backer joined and left on the same day")
        }
        Kind::Ratification => (StatefulThing::Vote(subject), "the vote passed and failed on the same day"),
        Kind::ElectionResult => {
            (StatefulThing::Election(&event.parties), "the election has two results on the same day")
        }
        _ => return None,
    })
}

/// Whether two events leave the same thing in the same state.
fn same_state(one: &Event, other: &Event) -> bool {
    let values = one.value.zip(other.value).is_none_or(|(one, other)| values_agree(one, other));
    one.kind == other.kind && one.subject == other.subject && one.answer == other.answer && values
}

/// Pairs of places that contradict each other, the later first, with what is wrong.
pub(super) fn find_contradictions(events: &[Event], places: &[usize]) -> Vec<(usize, usize, &'static str)> {
    let mut first: BTreeMap<(Date, StatefulThing<'_>), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for &place in places {
        let event = &events[place];
        let Some((thing, what)) = thing_in_state(event) else { continue };
        let earlier = *first.entry((event.date, thing)).or_insert(place);
        if !same_state(&events[earlier], event) {
            found.push((place, earlier, what));
        }
    }
    found
}

/// Places of events that cannot follow those before them, with the fault; `known` is in order of time.
pub(super) fn find_out_of_order(events: &[Event], known: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let mut found = unmade_truces(events, known, scenario);
    found.extend(repeated_instruments(events, known, scenario));
    found.extend(repeated_departures(events, known));
    found.extend(overlapping_truces(events, known));
    found.extend(misplaced_backers(events, known, scenario));
    found.extend(ruled_out(events, known, scenario));
    found
}

/// A truce that breaks must have been made.
fn unmade_truces(events: &[Event], known: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let scope = |event: &Event| match (event.kind, &event.subject) {
        (Kind::Ceasefire, _) => Some(Scope::General),
        (Kind::Truce | Kind::TruceBroken, Some(Subject::Scope(scope))) => Some(*scope),
        _ => None,
    };
    let mut made: BTreeMap<Scope, Date> = BTreeMap::new();
    for event in known.iter().map(|place| &events[*place]).filter(|event| event.kind != Kind::TruceBroken) {
        if let Some(scope) = scope(event) {
            let first = made.entry(scope).or_insert(event.date);
            *first = event.date.min(*first);
        }
    }
    let mut found = Vec::new();
    for &place in known.iter().filter(|place| events[**place].kind == Kind::TruceBroken) {
        let event = &events[place];
        let Some(scope) = scope(event) else { continue };
        let before = [scope, Scope::General].iter().any(|scope| made.get(scope).is_some_and(|day| *day <= event.date));
        if !before {
            let message = format!("no {} truce and no ceasefire comes before this break", scope.name());
            found.push((place, out_of_sequence(event.date < scenario.start, message).hint("add the truce that broke")));
        }
    }
    found
}

/// Of each kind one limited truce is under way at most.
fn overlapping_truces(events: &[Event], known: &[usize]) -> Vec<(usize, Diagnostic)> {
    let mut last_days: BTreeMap<usize, Date> = BTreeMap::new();
    let mut found = Vec::new();
    for &place in known {
        let event = &events[place];
        let (Kind::LimitedTruce, Some(Subject::LimitedTruce(kind))) = (event.kind, &event.subject) else { continue };
        if let Some(last) = last_days.get(kind).filter(|last| event.date <= **last) {
            let message = format!("a limited truce of this kind is under way until {last}");
            let hint = "correct the one before with `replaces`, or give this one another kind";
            found.push((place, out_of_sequence(false, message).hint(hint)));
        }
        let until = last_days.entry(*kind).or_insert(event.until);
        *until = event.until.max(*until);
    }
    found
}

/// An instrument opens when it is not open and closes when it is not closed.
fn repeated_instruments(events: &[Event], known: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let mut states: BTreeMap<usize, Kind> = BTreeMap::new();
    let mut found = Vec::new();
    for &place in known {
        let event = &events[place];
        let (Kind::InstrumentOpened | Kind::InstrumentClosed, Some(Subject::Instrument(instrument))) =
            (event.kind, &event.subject)
        else {
            continue;
        };
        let word = if event.kind == Kind::InstrumentOpened { "open" } else { "closed" };
        let start = scenario.structure.instruments.get(*instrument).and_then(|one| event_before_start(one.start));
        match states.insert(*instrument, event.kind) {
            Some(before) if before == event.kind => {
                found.push((
                    place,
                    out_of_sequence(false, format!("the instrument is {word} already, by the event before")),
                ));
            }
            None if event.date >= scenario.start && start == Some(event.kind) => {
                found.push((
                    place,
                    out_of_sequence(true, format!("the instrument is {word} at the start of the scenario")),
                ));
            }
            _ => {}
        }
    }
    found
}

/// The event after which an instrument would be as it is at the start.
fn event_before_start(start: Status) -> Option<Kind> {
    match start {
        Status::Open => Some(Kind::InstrumentOpened),
        Status::Closed => Some(Kind::InstrumentClosed),
        Status::Proposed => None,
    }
}

/// A member that left does not leave again before it joined.
fn repeated_departures(events: &[Event], known: &[usize]) -> Vec<(usize, Diagnostic)> {
    let mut left: BTreeMap<&[Party], bool> = BTreeMap::new();
    let mut found = Vec::new();
    for &place in known {
        let event = &events[place];
        if !matches!(event.kind, Kind::MemberLeft | Kind::MemberJoined) {
            continue;
        }
        let leaves = event.kind == Kind::MemberLeft;
        if left.insert(&event.parties, leaves) == Some(true) && leaves {
            found.push((place, out_of_sequence(false, "the member has left already, by an event before".to_owned())));
        }
    }
    found
}
