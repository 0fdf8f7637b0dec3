//! What no row shows alone: ids, corrections, duplicates, contradictions, and events out of their sequence.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::event::Event;
use super::sequence;
use super::{duplicates, standing};
use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::Scenario;
use crate::words::one_of;

/// Rows as they were read, with their places.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The events, in the order of files and lines.
    pub events: Vec<Event>,
    /// Where each event stands in its file.
    pub spans: Vec<Spans>,
    /// Ids of rows with faults: others may refer to them.
    pub broken: Vec<String>,
}

/// Where an event stands in its file.
#[derive(Debug)]
pub(super) struct Spans {
    pub row: Range<usize>,
    pub id: Range<usize>,
    pub replaces: Range<usize>,
}

/// Checks the log as a whole; every fault goes to the file of the later row. Rows that stand there twice are left out.
pub(super) fn check(rows: &mut Rows, scenario: &Scenario, found: &mut [Diagnostics]) {
    let complete = !found.iter().any(Diagnostics::has_errors);
    let mut checker = Checker { found };
    checker.ids(rows);
    checker.order(rows);
    let sound = checker.replaced(rows);
    if !sound {
        return;
    }
    let places = standing::uncorrected(&rows.events, Date::MAX);
    let contradicted = sequence::contradictions(&rows.events, &places);
    for (later, earlier, what) in contradicted {
        let diagnostic = Diagnostic::error("contradiction", what);
        let alike = rows.events[later].kind == rows.events[earlier].kind;
        let diagnostic = diagnostic.hint(if alike {
            "remove one; or let the later report replace the other, with its id under `replaces`"
        } else {
            "remove one, or withdraw it with a `retract`"
        });
        checker.pair(rows, later, earlier, diagnostic);
    }
    let repeats = duplicates::find(&rows.events, &places);
    for &(repeat, first) in &repeats {
        checker.duplicate(rows, repeat, first);
    }
    // A row that could not be read may be the one that is missed.
    let standing = if complete { standing::once(&rows.events, places, &repeats) } else { Vec::new() };
    for (place, diagnostic) in sequence::out_of_order(&rows.events, &standing, scenario) {
        checker.at(rows, place, diagnostic);
    }
}

struct Checker<'a> {
    found: &'a mut [Diagnostics],
}

impl Checker<'_> {
    fn at(&mut self, rows: &Rows, place: usize, diagnostic: Diagnostic) {
        if let Some(found) = self.found.get_mut(rows.events[place].file) {
            let Spans { row, id, replaces } = &rows.spans[place];
            let span = match diagnostic.code {
                "duplicate-id" | "repeated-row" => id,
                "contradiction" | "duplicate" | "out-of-sequence" | "out-of-order" => row,
                _ => replaces,
            };
            found.push(diagnostic.at(span));
        }
    }

    /// A fault between two rows, told at the one that stands later.
    fn pair(&mut self, rows: &Rows, one: usize, other: usize, diagnostic: Diagnostic) {
        let (earlier, later) = (one.min(other), one.max(other));
        let message =
            format!("{}: `{}` {}", diagnostic.message, rows.events[earlier].id, self.place(rows, earlier, later));
        self.at(rows, later, Diagnostic { message, ..diagnostic });
    }

    /// Where a row stands, as seen from another.
    fn place(&self, rows: &Rows, place: usize, from: usize) -> String {
        let (event, from) = (&rows.events[place], &rows.events[from]);
        let name = self.found.get(event.file).filter(|_| event.file != from.file).map(|found| found.source().name());
        name.map_or(format!("on line {}", event.line), |name| format!("in {name}, line {}", event.line))
    }

    /// Every id once; a row that repeats another in every column is one that was read in twice.
    fn ids(&mut self, rows: &mut Rows) {
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
            let columns = differing(&rows.events[place], &rows.events[earlier]);
            let hint = format!("the two differ in {columns}: give one another id, or remove it");
            self.pair(rows, place, earlier, diagnostic.hint(hint));
        }
        self.warn_of_repeats(rows, &repeats);
        leave_out(rows, &repeats);
    }

    fn warn_of_repeats(&mut self, rows: &Rows, repeats: &[(usize, usize)]) {
        let Some(&(place, earlier)) = repeats.first() else { return };
        let count = repeats.len();
        let what = if count == 1 { "a row stands twice".into() } else { format!("{count} rows stand more than once") };
        let message = format!("{what}, and counts once; the first is that {}", self.place(rows, earlier, place));
        self.at(rows, place, Diagnostic::warning("repeated-row", message));
    }

    /// Rows known earlier than the row above them: one remark for each file.
    fn order(&mut self, rows: &Rows) {
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
            self.at(rows, *first, diagnostic.hint("any order will do: results do not depend on it"));
        }
    }

    /// Whether everything that is replaced is there, of the same kind, known before, and replaced once.
    fn replaced(&mut self, rows: &Rows) -> bool {
        let events = &rows.events;
        let ids: BTreeMap<&str, usize> = events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
        let mut sound = true;
        for (place, event) in events.iter().enumerate() {
            let Some(target) = event.replaces.as_deref() else { continue };
            let fault = match ids.get(target) {
                None if rows.broken.iter().any(|id| id == target) => continue,
                None => Some(unknown(target, &event.id, &ids)),
                Some(at) => self.wrong_target(rows, place, *at),
            };
            if let Some(fault) = fault {
                sound = false;
                self.at(rows, place, fault);
            }
        }
        sound && self.no_cycles(rows, &ids) && self.replaced_once(rows)
    }

    fn wrong_target(&self, rows: &Rows, place: usize, target: usize) -> Option<Diagnostic> {
        let (event, other) = (&rows.events[place], &rows.events[target]);
        let there = || format!("`{}` {}", other.id, self.place(rows, target, place));
        if place == target {
            return Some(Diagnostic::error("replaces-itself", format!("`{}` replaces itself", event.id)));
        }
        if event.kind != super::Kind::Retract && event.kind != other.kind {
            let message = format!("`{}` cannot correct a `{}`: {}", event.kind.name(), other.kind.name(), there());
            let diagnostic = Diagnostic::error("replaces-other-kind", message).allowed("an event of the same kind");
            return Some(diagnostic.hint("withdraw the other with a `retract`, and add this one without `replaces`"));
        }
        (event.known < other.known).then(|| {
            let message = format!("the correction is known on {}, before what it replaces: {}", event.known, there());
            Diagnostic::error("known-too-early", message).allowed(format!("`known` from {} on", other.known))
        })
    }

    fn no_cycles(&mut self, rows: &Rows, ids: &BTreeMap<&str, usize>) -> bool {
        let before = |place: usize| rows.events[place].replaces.as_deref().and_then(|id| ids.get(id).copied());
        let mut visited: Vec<Option<usize>> = vec![None; rows.events.len()];
        let mut sound = true;
        for start in 0..rows.events.len() {
            let mut at = Some(start);
            while let Some(place) = at.filter(|place| visited[*place].is_none()) {
                visited[place] = Some(start);
                at = before(place);
            }
            if let Some(place) = at.filter(|place| visited[*place] == Some(start)) {
                sound = false;
                let message = format!("`{}` replaces itself through others", rows.events[place].id);
                self.at(rows, place, Diagnostic::error("circular", message).hint("remove one `replaces`"));
            }
        }
        sound
    }

    /// Two rows that replace the same event, both of which stand, would count it twice.
    fn replaced_once(&mut self, rows: &Rows) -> bool {
        let effective = standing::effective(&rows.events, Date::MAX);
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sound = true;
        for (place, event) in rows.events.iter().enumerate() {
            let Some(target) = event.replaces.as_deref().filter(|_| effective[place]) else { continue };
            if let Some(&earlier) = first.get(target) {
                sound = false;
                let diagnostic = Diagnostic::error("replaced-twice", format!("`{target}` is replaced already"));
                let hint = format!("let this one replace `{}`", rows.events[earlier].id);
                self.pair(rows, place, earlier, diagnostic.hint(hint));
            } else {
                first.insert(target, place);
            }
        }
        sound
    }

    fn duplicate(&mut self, rows: &Rows, repeat: usize, first: usize) {
        let diagnostic = Diagnostic::warning("duplicate", "the event looks like another, and counts once").hint(
            "if it is a second event, write `yes` under `distinct`; if it corrects the other, its id under `replaces`",
        );
        self.pair(rows, repeat, first, diagnostic);
    }
}

fn unknown(target: &str, own: &str, ids: &BTreeMap<&str, usize>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-id", format!("no event has the id `{target}`"));
    diagnostic.allowed("the id of an event in the log").nearest(target, ids.keys().copied().filter(|id| *id != own))
}

/// The columns in which two rows differ, as a list.
fn differing(one: &Event, other: &Event) -> String {
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
fn leave_out(rows: &mut Rows, repeats: &[(usize, usize)]) {
    let places = || repeats.iter().map(|(place, _)| *place).peekable();
    let (mut gone, mut at) = (places(), 0..);
    rows.events.retain(|_| at.next().is_none_or(|place| gone.next_if_eq(&place).is_none()));
    let (mut gone, mut at) = (places(), 0..);
    rows.spans.retain(|_| at.next().is_none_or(|place| gone.next_if_eq(&place).is_none()));
}
