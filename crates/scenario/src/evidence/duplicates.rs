//! Reports of the same thing: the same kind, parties, subject and answer, dates at most two days apart, and values
//! within one per cent.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::day::day_number;
use super::event::{Event, Party, Subject};
use super::kind::Kind;

/// Most days between reports of the same thing, at its beginning and at its end.
const DAYS_APART: i32 = 2;
/// Largest difference between values of the same thing, as a share of the larger: sources round
/// differently.
const VALUE_TOLERANCE: f64 = 0.01;

/// Whether two values are reports of the same.
pub(super) fn values_agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= VALUE_TOLERANCE * one.abs().max(other.abs())
}

/// The duplicates among some events, each with the event that it repeats, by place. The one first known counts.
pub(super) fn find_duplicates(events: &[Event], places: &[usize]) -> Vec<(usize, usize)> {
    let mut places: Vec<usize> = places.iter().copied().filter(|place| !events[*place].distinct).collect();
    places.sort_by(|one, other| order_of_knowing(&events[*one]).cmp(&order_of_knowing(&events[*other])));
    let mut kept = Kept::default();
    let mut found = Vec::new();
    for place in places {
        match kept.find_repeated(events, &events[place]) {
            Some(first) => found.push((place, first)),
            None => kept.keep_event(place, &events[place]),
        }
    }
    found
}

fn order_of_knowing(event: &Event) -> impl Ord + use<'_> {
    (event.known, event.date, event.until, event.kind, event.id.as_str())
}

/// Cells that reports of the same thing share.
type RepeatedThing<'a> = (Kind, &'a [Party], Option<&'a Subject>);
/// Days of beginning and end, answer and value: values are never negative, so their bits are in their order.
type Detail = (i32, i32, Option<Answer>, Option<u64>);

/// The events that count so far.
#[derive(Default)]
struct Kept<'a> {
    things: BTreeMap<RepeatedThing<'a>, BTreeMap<Detail, usize>>,
}

impl<'a> Kept<'a> {
    fn keep_event(&mut self, place: usize, event: &'a Event) {
        self.things.entry(repeated_thing(event)).or_default().insert(repeated_detail(event), place);
    }

    /// The event that this one repeats.
    fn find_repeated(&self, events: &[Event], event: &Event) -> Option<usize> {
        let details = self.things.get(&repeated_thing(event))?;
        let (begin, end) = (day_number(event.date), day_number(event.until));
        // The area is read every day and moves little, so that readings of two days are no duplicates.
        let days = if event.kind == Kind::AreaHeld { 0 } else { DAYS_APART };
        let periods =
            (begin - days..=begin + days).flat_map(|one| (end - days..=end + days).map(move |other| (one, other)));
        let periods = periods.filter(|(one, other)| may_repeat(event.kind, (begin, end), (*one, *other)));
        let mut found: Vec<usize> = periods
            .flat_map(|(one, other)| agreeing_answers(event).into_iter().map(move |answer| (one, other, answer)))
            .filter_map(|period| find_value(details, period, event.value))
            .collect();
        found.sort_by(|one, other| order_of_knowing(&events[*one]).cmp(&order_of_knowing(&events[*other])));
        found.first().copied()
    }
}

fn repeated_thing(event: &Event) -> RepeatedThing<'_> {
    (event.kind, &event.parties, event.subject.as_ref())
}

fn repeated_detail(event: &Event) -> Detail {
    (day_number(event.date), day_number(event.until), event.answer, event.value.map(f64::to_bits))
}

/// Readings over periods that follow one another are readings of different things.
fn may_repeat(kind: Kind, one: (i32, i32), other: (i32, i32)) -> bool {
    let over_period = matches!(kind, Kind::FrontMoved | Kind::Losses);
    !over_period || one.0 <= other.1 && other.0 <= one.1
}

/// The answers that agree with that of an event: nothing known agrees with all.
fn agreeing_answers(event: &Event) -> Vec<Option<Answer>> {
    match event.answer {
        Some(Answer::NoneKnown) => event.kind.definition().answers.iter().copied().map(Some).collect(),
        answer if event.kind == Kind::TalksRound => vec![answer, Some(Answer::NoneKnown)],
        answer => vec![answer],
    }
}

fn find_value(
    details: &BTreeMap<Detail, usize>,
    (begin, end, answer): (i32, i32, Option<Answer>),
    value: Option<f64>,
) -> Option<usize> {
    let at = |value: Option<u64>| (begin, end, answer, value);
    let Some(value) = value else {
        return details.range(at(None)..=at(Some(u64::MAX))).next().map(|(_, place)| *place);
    };
    let (low, high) = ((value * (1.0 - VALUE_TOLERANCE)).to_bits(), (value / (1.0 - VALUE_TOLERANCE)).to_bits());
    // The bits of a negative value, which only events added by hand can have, sort the other way round.
    let near = details.range(at(Some(low.min(high)))..=at(Some(low.max(high)))).next();
    near.map(|(_, place)| *place).or_else(|| details.get(&at(None)).copied())
}
