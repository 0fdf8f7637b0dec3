//! What was known by a day: corrected and withdrawn events are gone, and each thing counts once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::duplicates::find_duplicates;
use super::event::Event;
use super::kind::Kind;

/// Places of the events that count as of a day, without duplicates, in order of time.
pub(super) fn known_places(events: &[Event], as_of: Date) -> Vec<usize> {
    let places = uncorrected_places(events, as_of);
    let repeats = find_duplicates(events, &places);
    without_repeats(events, places, &repeats)
}

/// Places without those that repeat another, in order of time.
pub(super) fn without_repeats(events: &[Event], mut places: Vec<usize>, repeats: &[(usize, usize)]) -> Vec<usize> {
    let twice: BTreeSet<usize> = repeats.iter().map(|(place, _)| *place).collect();
    places.retain(|place| !twice.contains(place));
    places.sort_by(|one, other| sort_key(&events[*one]).cmp(&sort_key(&events[*other])));
    places
}

/// The order of standing events: independent of the order of rows and files.
fn sort_key(event: &Event) -> (Date, Date, Kind, &str) {
    (event.date, event.until, event.kind, &event.id)
}

/// Places of the events that are known by a day and neither corrected nor withdrawn by then.
///
/// A correction of a correction leaves the first event corrected; a withdrawal of a correction restores it.
pub(super) fn uncorrected_places(events: &[Event], as_of: Date) -> Vec<usize> {
    let effective = effective_events(events, as_of);
    let replaced: BTreeSet<&str> = (0..events.len())
        .filter(|place| effective[*place])
        .filter_map(|place| events[place].replaces.as_deref())
        .collect();
    let stands = |place: &usize| {
        let event = &events[*place];
        effective[*place] && event.kind != Kind::Retract && !replaced.contains(event.id.as_str())
    };
    (0..events.len()).filter(stands).collect()
}

/// For each event, whether it is known by a day and not withdrawn by then.
pub(super) fn effective_events(events: &[Event], as_of: Date) -> Vec<bool> {
    let mut effective: Vec<bool> = events.iter().map(|event| event.known <= as_of).collect();
    let mut withdrawn: BTreeSet<&str> = BTreeSet::new();
    // The last row of a chain of withdrawals decides first.
    let mut order: Vec<(usize, usize)> =
        chain_depths(events).into_iter().enumerate().map(|(at, depth)| (depth, at)).collect();
    order.sort_unstable_by(|one, other| other.cmp(one));
    for (_, place) in order {
        let event = &events[place];
        effective[place] &= !withdrawn.contains(event.id.as_str());
        if effective[place] && event.kind == Kind::Retract {
            withdrawn.extend(event.replaces.as_deref());
        }
    }
    effective
}

/// Number of events before each in its chain of corrections; chains that never end count as long as the log, since events
/// added by hand are not checked for circles.
fn chain_depths(events: &[Event]) -> Vec<usize> {
    let ids: BTreeMap<&str, usize> = events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
    let before = |place: usize| events[place].replaces.as_deref().and_then(|id| ids.get(id).copied());
    let mut depths: Vec<Option<usize>> = vec![None; events.len()];
    for start in 0..events.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(place) = at.filter(|place| depths[*place].is_none() && chain.len() <= events.len()) {
            chain.push(place);
            at = before(place);
        }
        let base = at.map_or(0, |place| depths[place].map_or(events.len(), |depth| depth + 1));
        for (above, place) in chain.into_iter().rev().enumerate() {
            depths[place] = Some(base + above);
        }
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}
