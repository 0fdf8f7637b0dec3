//! The events of questions that are about a part of the war: an instrument, a member, an election, a kind of truces, an amount.

use std::ops::Range;

use standoff_world::war::{Direction, Electorate};

use super::event::QuestionEvent;
use super::question_reader::QuestionReader;
use crate::document::diagnostic::Diagnostic;
use crate::structure::lookup::find_place;
use crate::time::clock::months_between;
use crate::words::one_of;

/// Most rounds of talks that a question may ask for: a round a day for as long as a horizon may be.
const MOST_ROUNDS: f64 = 1e5;
/// Most money and most land that a question may ask for, in billions and km²: what no war reaches.
const MOST: f64 = 1e9;

/// Reads the event of a question.
pub(super) struct EventReader<'q, 'a> {
    /// The question.
    pub asked: &'q mut QuestionReader<'a>,
}

impl EventReader<'_, '_> {
    /// The event of a word; none after a fault.
    pub fn read_event(&mut self, word: &str) -> Option<QuestionEvent> {
        match word {
            "instrument-open" => self.read_instrument().map(QuestionEvent::InstrumentOpen),
            "instrument-open-on" => self.read_instrument().map(QuestionEvent::InstrumentOpenOn),
            "instrument-lapsed" => self.read_instrument().map(QuestionEvent::InstrumentLapsed),
            "limited-truce" => self.read_kind().map(QuestionEvent::LimitedTruce),
            "member-stops" => self.read_any_member().map(QuestionEvent::MemberStops),
            "member-gives-again" => self.read_any_member().map(QuestionEvent::MemberGivesAgain),
            "election-result" => self.read_election_result(),
            "rounds-at-least" => {
                self.asked.read_value("a number of rounds", (1.0, MOST_ROUNDS)).map(QuestionEvent::RoundsAtLeast)
            }
            "aid-at-least" => self.read_aid(),
            "area-at-least" => self.read_area().map(QuestionEvent::AreaAtLeast),
            "area-at-most" => self.read_area().map(QuestionEvent::AreaAtMost),
            "gained-at-least" => {
                let meaning = "km2 more than at the start, or fewer less where negative";
                self.asked.read_value(meaning, (-MOST, MOST)).map(QuestionEvent::GainedAtLeast)
            }
            _ => None,
        }
    }

    fn read_area(&mut self) -> Option<f64> {
        self.asked.read_value("km2 that the invader holds on the last day", (0.0, MOST))
    }

    fn read_instrument(&mut self) -> Option<usize> {
        let structure = &self.asked.scenario.structure;
        let names: Vec<&str> = structure.instruments.iter().map(|one| one.name.as_str()).collect();
        self.read_name("instrument", "instrument", &names)
    }

    fn read_kind(&mut self) -> Option<usize> {
        let kinds = &self.asked.scenario.structure.limited_truces;
        let names: Vec<&str> = kinds.iter().map(|one| one.name.as_str()).collect();
        if names.is_empty() {
            self.asked.reject_absent("the scenario names a kind of limited truces, as [limited_truce.NAME]");
            return None;
        }
        self.read_name("kind", "kind of limited truces", &names)
    }

    /// The place of the name that a key states.
    fn read_name(&mut self, key: &str, what: &str, names: &[&str]) -> Option<usize> {
        match self.asked.table.text(key).zip(self.asked.table.span(key)) {
            Some((name, place)) => find_place(what, names, name, place, self.asked.found),
            None => {
                self.asked.reject_missing(key, &one_of(names.iter().copied()));
                None
            }
        }
    }

    fn read_member(&mut self) -> Option<usize> {
        let members = &self.asked.scenario.structure.members;
        let names: Vec<&str> = members.iter().map(|one| one.name.as_str()).collect();
        match self.asked.table.text("member").zip(self.asked.table.span("member")) {
            Some((name, place)) if !names.contains(&name) => {
                self.reject_stranger(name, &names, place);
                None
            }
            _ => self.read_name("member", "member", &names),
        }
    }

    /// The model has the members that a scenario lists, and nobody joins them.
    fn reject_stranger(&mut self, name: &str, names: &[&str], place: &Range<usize>) {
        let message = format!("no member is called `{}`", crate::words::shorten(name));
        let fault = Diagnostic::error("unknown-name", message).at(place).allowed(one_of(names.iter().copied()));
        let hint = "nobody joins from outside: list who may join as [member.NAME] with `stance = \"free-riding\"`";
        self.asked.found.push(fault.hint(hint).nearest(name, names.iter().copied()));
    }

    /// The member that a question names; `None` inside where it names none and means any.
    fn read_any_member(&mut self) -> Option<Option<usize>> {
        if self.asked.scenario.structure.members.is_empty() {
            self.asked.reject_absent("the coalition has members");
            return None;
        }
        if self.asked.table.has("member") { self.read_member().map(Some) } else { Some(None) }
    }

    fn read_aid(&mut self) -> Option<QuestionEvent> {
        let member = self.read_member();
        let amount = self.asked.read_value("billions of the scenario's currency", (0.0, MOST));
        Some(QuestionEvent::AidAtLeast(member?, amount?))
    }

    fn read_election_result(&mut self) -> Option<QuestionEvent> {
        let member = self.read_member();
        // A word that is none of them is reported with the other keys.
        let change = match self.asked.table.text("change") {
            Some(word) => Direction::ALL.into_iter().find(|change| change.name() == word),
            None => {
                self.asked.reject_missing("change", &one_of(Direction::ALL.map(Direction::name)));
                None
            }
        };
        self.warn_no_election(member?);
        Some(QuestionEvent::ElectionResult(member?, change?))
    }

    /// Warns where the calendar has no election of a member by the last day.
    fn warn_no_election(&mut self, member: usize) {
        let asked = &mut *self.asked;
        let Some(by) = asked.table.date("by") else { return };
        let months = months_between(asked.scenario.start, by);
        let mut elections = asked.scenario.structure.elections.iter();
        if elections.any(|one| one.of == Electorate::Member(member) && one.months <= months) {
            return;
        }
        let name = &asked.scenario.structure.members[member].name;
        let message = format!("the calendar has no election of `{name}` by {by}");
        let place = asked.table.span("by").unwrap_or(asked.place);
        let hint = "only an election before its time can bring a result: see `coalition.early_elections`";
        asked.found.push(Diagnostic::warning("no-election", message).at(place).hint(hint));
    }
}
