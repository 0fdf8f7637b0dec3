//! The cells whose meaning depends on the kind of the event: parties, subject, answer, value and unit.

use std::ops::Range;

use super::answer::Answer;
use super::columns::Column;
use super::event::{Party, Subject};
use super::kind::{About, KindDefinition, Need, Who};
use super::names::{LONGEST_TOPIC, role_word};
use super::number::describe_bounds;
use super::reader::EventReader;
use super::row::Row;
use super::text::{find_forbidden, unguard_formula};
use super::unit::{suggest_conversion, suggest_unit};
use crate::document::diagnostic::Diagnostic;
use crate::words::{find_nearest, format_measure, one_of, shorten};

impl EventReader<'_> {
    pub fn read_parties(&mut self, row: &Row<'_>, definition: &KindDefinition) -> Option<Vec<Party>> {
        let text = row.text(Column::Party);
        let place = row.span(Column::Party).clone();
        let mut parties = Vec::new();
        let mut is_sound = true;
        for word in text.split(';').map(str::trim).filter(|_| !text.is_empty()) {
            match self.read_party(word, &place, definition) {
                Some(party) if !parties.contains(&party) => parties.push(party),
                Some(_) => {
                    let fault = Diagnostic::error("party-twice", format!("the party `{}` stands twice", shorten(word)));
                    self.found.push(fault.at(&place));
                    is_sound = false;
                }
                None => is_sound = false,
            }
            if self.found.is_full() {
                return None;
            }
        }
        if !is_sound {
            return None;
        }
        self.check_party_count(row, definition, parties.len())?;
        parties.sort();
        Some(parties)
    }

    fn check_party_count(&mut self, row: &Row<'_>, definition: &KindDefinition, count: usize) -> Option<()> {
        let (least, most) = definition.count;
        if (least..=most).contains(&count) {
            return Some(());
        }
        let what = match count {
            0 => "no party".to_owned(),
            1 => "one party".to_owned(),
            count => format!("{count} parties"),
        };
        let fault = Diagnostic::error("wrong-number-of-parties", format!("`{}` has {what}", definition.name));
        self.push_fault(row, Column::Party, fault.allowed(self.names.parties_allowed(definition)))
    }

    pub fn read_party(&mut self, word: &str, place: &Range<usize>, definition: &KindDefinition) -> Option<Party> {
        let fault = match self.names.find_party(word) {
            Some(Party::Role(role)) if !self.names.takes_part(role) => {
                Diagnostic::error("absent-role", format!("the scenario has no {}", role_word(role).replace('-', " ")))
            }
            Some(party) if may_be_of(&party, definition) => return Some(party),
            Some(_) => {
                let message = format!("`{}` is not of `{}`", definition.name, shorten(word));
                Diagnostic::error("party-not-allowed", message)
            }
            None => {
                let what = if word.starts_with("group:") { "unknown-group" } else { "unknown-party" };
                let names = self.names.party_words(definition);
                let message = format!("no party is called `{}`", shorten(word));
                Diagnostic::error(what, message).nearest(word, names.iter().map(String::as_str))
            }
        };
        self.found.push(fault.at(place).allowed(self.names.parties_allowed(definition)));
        None
    }

    pub fn read_subject(&mut self, row: &Row<'_>, definition: &KindDefinition) -> Option<Option<Subject>> {
        let word = row.text(Column::Subject);
        let word = if row.guarded { unguard_formula(word) } else { word };
        let allowed = self.names.subjects_allowed(definition);
        match (word, definition.subject) {
            ("", Need::Required) => return self.reject_missing(row, Column::Subject, allowed),
            ("", _) => return Some(definition.about.contains(&About::Channel).then_some(Subject::Bilateral)),
            (_, Need::Never) => return self.reject_unused(row, Column::Subject, definition),
            _ => {}
        }
        if let Some(letter) = find_forbidden(word) {
            let message = format!("`subject` holds the control character {}", letter.escape_unicode());
            return self.push_fault(
                row,
                Column::Subject,
                Diagnostic::error("control-character", message).allowed(allowed),
            );
        }
        let subject = self.names.find_subject(word, definition);
        let names = self.names.subject_names(definition);
        match subject {
            Some(Subject::Topic(topic)) => {
                self.warn_near_name(row, &topic, &names);
                Some(Some(Subject::Topic(topic)))
            }
            Some(subject) => Some(Some(subject)),
            None if definition.about.contains(&About::Topic) => {
                let fault = Diagnostic::error("too-long", format!("the topic is longer than {LONGEST_TOPIC} letters"));
                self.push_fault(row, Column::Subject, fault.allowed(allowed))
            }
            None if definition.about == [About::LimitedTruce] && names.is_empty() => {
                let message = format!("no limited truce is called `{}`", shorten(word));
                let fault =
                    Diagnostic::error("unknown-subject", message).hint("add [limited_truce.NAME] to the scenario");
                self.push_fault(row, Column::Subject, fault.allowed(allowed))
            }
            None => {
                let message = format!("`{}` is about nothing called `{}`", definition.name, shorten(word));
                let fault = Diagnostic::error("unknown-subject", message).nearest(word, names);
                self.push_fault(row, Column::Subject, fault.allowed(allowed))
            }
        }
    }

    /// A topic that may be a misspelt name.
    pub fn warn_near_name(&mut self, row: &Row<'_>, topic: &str, names: &[&str]) {
        if let Some(name) = find_nearest(topic, names.iter().copied()) {
            let message = format!("`{}` is read as a topic of its own", shorten(topic));
            let warning = Diagnostic::warning("near-name", message).hint(format!("did you mean `{name}`?"));
            self.found.push(warning.at(row.span(Column::Subject)));
        }
    }

    pub fn read_answer(&mut self, row: &Row<'_>, definition: &KindDefinition) -> Option<Option<Answer>> {
        let word = row.text(Column::Answer);
        let names = || definition.answers.iter().map(|answer| answer.name());
        match (word, definition.answer) {
            ("", Need::Required) => self.reject_missing(row, Column::Answer, one_of(names())),
            ("", _) => Some(definition.answers.contains(&Answer::NoneKnown).then_some(Answer::NoneKnown)),
            (_, Need::Never) => self.reject_unused(row, Column::Answer, definition),
            (word, _) => match definition.answers.iter().find(|answer| answer.name() == word) {
                Some(answer) => Some(Some(*answer)),
                None => {
                    let message = format!("`{}` has no answer `{}`", definition.name, shorten(word));
                    let fault = Diagnostic::error("unknown-answer", message).allowed(one_of(names()));
                    self.push_fault(row, Column::Answer, fault.nearest(word, names()))
                }
            },
        }
    }

    pub fn read_value(&mut self, row: &Row<'_>, definition: &KindDefinition) -> Option<Option<f64>> {
        let (value, unit) = (row.text(Column::Value), row.text(Column::Unit));
        let allowed = || format!("{}, in `{}`", describe_bounds(definition.bounds), definition.unit);
        match (value, definition.value) {
            ("", Need::Required) => return self.reject_missing(row, Column::Value, allowed()),
            ("", _) if unit.is_empty() => return Some(None),
            ("", _) => return self.reject_unused(row, Column::Unit, definition),
            (_, Need::Never) => return self.reject_unused(row, Column::Value, definition),
            _ => {}
        }
        let number = self.read_number(row, Column::Value);
        if unit != definition.unit {
            return self.reject_unit(row, definition, number);
        }
        let number = number?;
        let (least, most) = definition.bounds;
        if (least..=most).contains(&number) {
            return Some(Some(number));
        }
        let message = format!("{} is out of bounds", format_measure(number, definition.unit));
        let fault = Diagnostic::error("out-of-bounds", message).allowed(describe_bounds(definition.bounds));
        let hint = suggest_unit(number, definition.unit, definition.bounds);
        self.push_fault(row, Column::Value, Diagnostic { hint, ..fault })
    }

    pub fn reject_unit<T>(&mut self, row: &Row<'_>, definition: &KindDefinition, value: Option<f64>) -> Option<T> {
        let unit = row.text(Column::Unit);
        let allowed = format!("`{}`", definition.unit);
        if unit.is_empty() {
            return self.reject_missing(row, Column::Unit, allowed);
        }
        let message = format!("`{}` is not in `{}`", definition.name, shorten(unit));
        let hint = suggest_conversion(unit, definition.unit, value);
        let fault = Diagnostic::error("wrong-unit", message).allowed(allowed);
        self.push_fault(row, Column::Unit, Diagnostic { hint, ..fault })
    }
}

/// Whether a kind may be of a party.
fn may_be_of(party: &Party, definition: &KindDefinition) -> bool {
    definition.parties.iter().any(|who| match (who, party) {
        (Who::Role(one), Party::Role(role)) => one == role,
        (Who::AnyRole, Party::Role(_)) | (Who::Member, Party::Member(_)) | (Who::Group, Party::Group(_)) => true,
        (Who::Backer, Party::Backer(_)) => true,
        _ => false,
    })
}
