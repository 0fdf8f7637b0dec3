//! Backers that move against what is known of them: by an event before, by the record's beginning or by the scenario's start.

use std::collections::BTreeMap;

use super::event::{Event, Party};
use super::kind::Kind;
use super::out_of_sequence::out_of_sequence;
use crate::document::diagnostic::Diagnostic;
use crate::scenario::Scenario;

/// Places of the moves of backers that cannot follow what is known of them, with the fault; `known` is in order of time. A
/// backer joins when it is out and leaves when it is in.
pub(super) fn misplaced_backers(events: &[Event], known: &[usize], scenario: &Scenario) -> Vec<(usize, Diagnostic)> {
    let mut moves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &place in known {
        let event = &events[place];
        if let (Kind::BackerJoined | Kind::BackerLeft, Some(Party::Backer(backer))) =
            (event.kind, event.parties.first())
        {
            moves.entry(*backer).or_default().push(place);
        }
    }
    let mut found: Vec<(usize, Diagnostic)> =
        moves.iter().flat_map(|(&backer, places)| misplaced_moves(events, places, (scenario, backer))).collect();
    found.sort_by_key(|(place, _)| *place);
    found
}

/// Those of one backer, of which there is at least one.
fn misplaced_moves(
    events: &[Event],
    places: &[usize],
    (scenario, backer): (&Scenario, usize),
) -> Vec<(usize, Diagnostic)> {
    let joins = |place: usize| events[place].kind == Kind::BackerJoined;
    let told = |place: usize, explained: bool, backs: bool, when: &str| {
        let word = if backs { "backs its side" } else { "is out" };
        (place, out_of_sequence(explained, format!("the backer {word} {when}")))
    };
    let mut found = Vec::new();
    for pair in places.windows(2).filter(|pair| joins(pair[0]) == joins(pair[1])) {
        found.push(told(pair[1], false, joins(pair[1]), "already, by the event before"));
    }
    let Some(at_start) = scenario.structure.backers.get(backer).map(|outline| outline.backs_at_start) else {
        return found;
    };
    let before_start = |place: &&usize| events[**place].date < scenario.start;
    match places.iter().rfind(before_start) {
        Some(&last) if joins(last) != at_start => {
            let (place, diagnostic) = told(last, true, at_start, "at the start of the scenario");
            let hint = format!("state `backs_at_start = {}`, or add the event between that explains it", !at_start);
            found.push((place, diagnostic.hint(hint)));
        }
        None if joins(places[0]) == at_start => {
            found.push(told(places[0], true, at_start, "at the start of the scenario"));
        }
        _ => {}
    }
    let in_record = |place: &&usize| events[**place].date >= scenario.record_start();
    let Some((&first, record)) = places.iter().find(in_record).zip(scenario.structure.record) else { return found };
    match record.backing.map(|backing| backing.has(backer)) {
        Some(backs) if joins(first) == backs => found.push(told(first, true, backs, "when the record begins")),
        // Cut before its first move, the record says nothing of it, and the scenario's start would hold.
        None if joins(first) == at_start && before_start(&&first) => {
            let (place, diagnostic) =
                told(first, true, at_start, "on the days before this, where the record is cut there");
            let hint = "say in [record] who backed their side when it begins, such as `backers = []`";
            found.push((place, diagnostic.hint(hint)));
        }
        _ => {}
    }
    found
}
