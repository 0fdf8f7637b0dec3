//! Faults that no row shows alone: ids, corrections, duplicates, contradictions, and events out of their sequence.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::duplicates::find_duplicates;
use super::event::Event;
use super::far_days::find_far_days;
use super::kind::Kind;
use super::known::{effective_events, uncorrected_places, without_repeats};
use super::rows::{Rows, Spans};
use super::sequence::{find_contradictions, find_out_of_order};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::scenario::Scenario;
use crate::words::one_of;

/// Checks the log as a whole; every fault goes to the file of the later row. Rows that occur twice are removed.
pub(super) fn check_rows(rows: &mut Rows, scenario: &Scenario, found: &mut [Diagnostics]) {
    let complete = !found.iter().any(Diagnostics::has_errors);
    let mut checker = LogChecker { found };
    checker.check_ids(rows);
    checker.warn_of_order(rows);
    let is_sound = checker.check_replaced(rows);
    if !is_sound {
        return;
    }
    let places = uncorrected_places(&rows.events, Date::MAX);
    for (place, diagnostic) in find_far_days(&rows.events, &places, scenario) {
        checker.push_at(rows, place, diagnostic);
    }
    let contradicted = find_contradictions(&rows.events, &places);
    for (later, earlier, what) in contradicted {
        let diagnostic = Diagnostic::error("contradiction", what);
        let alike = rows.events[later].kind == rows.events[earlier].kind;
        let diagnostic = diagnostic.hint(if alike {
            "remove one; or let the later report replace the other, with its id under `replaces`"
        } else {
            "remove one, or withdraw it with a `retract`"
        });
        checker.push_pair(rows, later, earlier, diagnostic);
    }
    let repeats = find_duplicates(&rows.events, &places);
    for &(repeat, first) in &repeats {
        checker.warn_of_duplicate(rows, repeat, first);
    }
    // A row that could not be read may be the one whose absence would be reported.
    let known = if complete { without_repeats(&rows.events, places, &repeats) } else { Vec::new() };
    for (place, diagnostic) in find_out_of_order(&rows.events, &known, scenario) {
        checker.push_at(rows, place, diagnostic);
    }
}

struct LogChecker<'a> {
    found: &'a mut [Diagnostics],
}

impl LogChecker<'_> {
    fn push_at(&mut self, rows: &Rows, place: usize, diagnostic: Diagnostic) {
        if let Some(found) = self.found.get_mut(rows.events[place].file) {
            let Spans { row, id, replaces } = &rows.spans[place];
            let span = match diagnostic.code {
                "duplicate-id" | "repeated-row" => id,
                "contradiction" | "duplicate" | "out-of-sequence" | "out-of-order" | "far-day" | "ruled-out" => row,
                _ => replaces,
            };
            found.push(diagnostic.at(span));
        }
    }

    /// A fault between two rows, reported at the later one.
    fn push_pair(&mut self, rows: &Rows, one: usize, other: usize, diagnostic: Diagnostic) {
        let (earlier, later) = (one.min(other), one.max(other));
        let message = format!(
            "{}: `{}` {}",
            diagnostic.message,
            rows.events[earlier].id,
            self.describe_place(rows, earlier, later)
        );
        self.push_at(rows, later, Diagnostic { message, ..diagnostic });
    }

    /// Place of a row, as seen from another: the file is named only where it differs.
    fn describe_place(&self, rows: &Rows, place: usize, from: usize) -> String {
        let (event, from) = (&rows.events[place], &rows.events[from]);
        let name = self.found.get(event.file).filter(|_| event.file != from.file).map(|found| found.source().name());
        name.map_or(format!("on line {}", event.line), |name| format!("in {name}, line {}", event.line))
    }

    /// Checks that every id occurs once. A row that repeats another in every column was read in twice, and is no fault.
    fn check_ids(&mut self, rows: &mut Rows) {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut repeats, mut twice) = (Vec::new(), Vec::new());
        for (place, event) in rows.events.iter().enumerate() {
            match first.get(event.id.as_str()) {
                None => _ = first.insert(&event.id, place),
                Some(&earlier) if event.same_row(&rows.events[earlier]) => repeats.push((place, earlier)),
                Some(&earlier) => twice.push((place, earlier)),
            }
        }
        for (place, earlier) in twice {
            let diagnostic = Diagnostic::error("duplicate-id", "the id is that of another event");
            let columns = differing_columns(&rows.events[place], &rows.events[earlier]);
            let hint = format!("the two differ in {columns}: give one another id, or remove it");
            self.push_pair(rows, place, earlier, diagnostic.hint(hint));
        }
        self.warn_of_repeats(rows, &repeats);
        remove_repeats(rows, &repeats);
    }

    fn warn_of_repeats(&mut self, rows: &Rows, repeats: &[(usize, usize)]) {
        let Some(&(place, earlier)) = repeats.first() else { return };
        let count = repeats.len();
        let what = if count == 1 { "a row stands twice".into() } else { format!("{count} rows stand more than once") };
        let message =
            format!("{what}, and counts once; the first is that {}", self.describe_place(rows, earlier, place));
        self.push_at(rows, place, Diagnostic::warning("repeated-row", message));
    }

    /// Warns of rows known earlier than the row above them, once for each file.
    fn warn_of_order(&mut self, rows: &Rows) {
        for file in 0..self.found.len() {
            let places: Vec<usize> = (0..rows.events.len()).filter(|place| rows.events[*place].file == file).collect();
            let known = |place: usize| rows.events[place].known;
            let early: Vec<usize> =
                places.windows(2).filter(|pair| known(pair[1]) < known(pair[0])).map(|pair| pair[1]).collect();
            let Some(first) = early.first() else { continue };
            let message = match early.len() {
                1 => "a row was known earlier than the row above it".to_owned(),
                count => format!("{count} rows were known earlier than the row above them, this one first"),
            };
            let diagnostic = Diagnostic::warning("out-of-order", message);
            self.push_at(rows, *first, diagnostic.hint("any order will do: results do not depend on it"));
        }
    }

    /// Whether everything that is replaced exists, is of the same kind, was known before, and is replaced once.
    fn check_replaced(&mut self, rows: &Rows) -> bool {
        let events = &rows.events;
        let ids: BTreeMap<&str, usize> = events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
        let mut is_sound = true;
        for (place, event) in events.iter().enumerate() {
            let Some(target) = event.replaces.as_deref() else { continue };
            let fault = match ids.get(target) {
                None if rows.broken.iter().any(|id| id == target) => continue,
                None => Some(unknown_id(target, &event.id, &ids)),
                Some(at) => self.reject_target(rows, place, *at),
            };
            if let Some(fault) = fault {
                is_sound = false;
                self.push_at(rows, place, fault);
            }
        }
        is_sound && self.check_cycles(rows, &ids) && self.check_replaced_once(rows)
    }

    fn reject_target(&self, rows: &Rows, place: usize, target: usize) -> Option<Diagnostic> {
        let (event, other) = (&rows.events[place], &rows.events[target]);
        let there = || format!("`{}` {}", other.id, self.describe_place(rows, target, place));
        if place == target {
            return Some(Diagnostic::error("replaces-itself", format!("`{}` replaces itself", event.id)));
        }
        if event.kind != Kind::Retract && event.kind != other.kind {
            let message = format!("`{}` cannot correct a `{}`: {}", event.kind.name(), other.kind.name(), there());
            let diagnostic = Diagnostic::error("replaces-other-kind", message).allowed("an event of the same kind");
            return Some(diagnostic.hint("withdraw the other with a `retract`, and add this one without `replaces`"));
        }
        (event.known < other.known).then(|| {
            let message = format!("the correction is known on {}, before what it replaces: {}", event.known, there());
            Diagnostic::error("known-too-early", message).allowed(format!("`known` from {} on", other.known))
        })
    }

    fn check_cycles(&mut self, rows: &Rows, ids: &BTreeMap<&str, usize>) -> bool {
        let before = |place: usize| rows.events[place].replaces.as_deref().and_then(|id| ids.get(id).copied());
        let mut visited: Vec<Option<usize>> = vec![None; rows.events.len()];
        let mut is_sound = true;
        for start in 0..rows.events.len() {
            let mut at = Some(start);
            while let Some(place) = at.filter(|place| visited[*place].is_none()) {
                visited[place] = Some(start);
                at = before(place);
            }
            if let Some(place) = at.filter(|place| visited[*place] == Some(start)) {
                is_sound = false;
                let message = format!("`{}` replaces itself through others", rows.events[place].id);
                self.push_at(rows, place, Diagnostic::error("circular", message).hint("remove one `replaces`"));
            }
        }
        is_sound
    }

    /// Rejects two effective rows that replace the same event, which would count twice.
    fn check_replaced_once(&mut self, rows: &Rows) -> bool {
        let effective = effective_events(&rows.events, Date::MAX);
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut is_sound = true;
        for (place, event) in rows.events.iter().enumerate() {
            let Some(target) = event.replaces.as_deref().filter(|_| effective[place]) else { continue };
            if let Some(&earlier) = first.get(target) {
                is_sound = false;
                let diagnostic = Diagnostic::error("replaced-twice", format!("`{target}` is replaced already"));
                let hint = format!("let this one replace `{}`", rows.events[earlier].id);
                self.push_pair(rows, place, earlier, diagnostic.hint(hint));
            } else {
                first.insert(target, place);
            }
        }
        is_sound
    }

    fn warn_of_duplicate(&mut self, rows: &Rows, repeat: usize, first: usize) {
        let diagnostic = Diagnostic::warning("duplicate", "the event looks like another, and counts once").hint(
            "if it is a second event, write `yes` under `distinct`; if it corrects the other, its id under `replaces`",
        );
        self.push_pair(rows, repeat, first, diagnostic);
    }
}

fn unknown_id(target: &str, own: &str, ids: &BTreeMap<&str, usize>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-id", format!("no event has the id `{target}`"));
    diagnostic.allowed("the id of an event in the log").nearest(target, ids.keys().copied().filter(|id| *id != own))
}

/// The columns in which two rows differ, as a list.
fn differing_columns(one: &Event, other: &Event) -> String {
    let differ = [
        ("kind", one.kind != other.kind),
        ("date", one.date != other.date),
        ("until", one.until != other.until),
        ("party", one.parties != other.parties),
        ("subject", one.subject != other.subject),
        ("answer", one.answer != other.answer),
        ("value", one.value != other.value),
        ("source", one.source != other.source),
        ("confidence", one.confidence != other.confidence),
        ("known", one.known != other.known),
        ("replaces", one.replaces != other.replaces),
        ("distinct", one.distinct != other.distinct),
        ("note", one.note != other.note),
    ];
    one_of(differ.into_iter().filter(|(_, differ)| *differ).map(|(name, _)| name)).replace(" or ", " and ")
}

/// Takes rows out: repeats are in ascending order.
fn remove_repeats(rows: &mut Rows, repeats: &[(usize, usize)]) {
    let places = || repeats.iter().map(|(place, _)| *place).peekable();
    let (mut gone, mut at) = (places(), 0..);
    rows.events.retain(|_| at.next().is_none_or(|place| gone.next_if_eq(&place).is_none()));
    let (mut gone, mut at) = (places(), 0..);
    rows.spans.retain(|_| at.next().is_none_or(|place| gone.next_if_eq(&place).is_none()));
}
