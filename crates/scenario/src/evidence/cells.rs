//! A row to an event: every cell checked, every fault with its place.

use std::ops::Range;

use jiff::civil::Date;

use super::answer::Answer;
use super::columns::Column;
use super::day;
use super::event::{Event, Party, Subject};
use super::kind::{About, Definition, KINDS, Kind, Need, Who};
use super::names::{LONGEST_TOPIC, Names, role_word};
use super::number;
use super::row::Row;
use super::text::{forbidden, unguarded};
use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::words::{figure, measure, one_of, short};

/// Longest id.
pub(super) const LONGEST_ID: usize = 80;
/// Longest source and longest note.
pub(super) const LONGEST_TEXT: usize = 500;
/// What stands for an id, in words.
pub(super) const ID_ALLOWED: &str = "small letters, digits, `-` and `.`, at most 80, beginning with a letter or digit";
/// What stands for a confidence, in words.
pub(super) const CONFIDENCE_ALLOWED: &str = "a chance above 0 and at most 1";

/// Whether a word can be the id of an event.
pub(super) fn is_id(word: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = word.bytes().next().is_some_and(allowed);
    first && word.len() <= LONGEST_ID && word.bytes().all(|byte| allowed(byte) || matches!(byte, b'-' | b'.'))
}

/// Reads rows with the names of one scenario.
pub(super) struct Reader<'a> {
    pub names: &'a Names,
    pub file: usize,
    pub found: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The event of a row; nothing where the row has a fault.
    pub fn event(&mut self, row: &Row<'_>) -> Option<Event> {
        let kind = self.kind(row);
        let definition = kind.map(Kind::definition);
        let dates = self.dates(row);
        let id = self.id(row);
        let source = self.source(row);
        let confidence = self.confidence(row);
        let replaces = self.replaces(row, kind);
        let distinct = self.distinct(row);
        let note = self.words(row, Column::Note);
        let definition = definition?;
        let parties = self.parties(row, definition);
        let subject = self.subject(row, definition);
        let answer = self.answer(row, definition);
        let value = self.value(row, definition);
        let (parties, subject, answer) = (parties?, subject?, answer?);
        self.check_together(row, definition, &parties, subject.as_ref(), answer)?;
        let (date, until, known) = dates?;
        Some(Event {
            id: id?,
            kind: definition.kind,
            date,
            until,
            parties,
            subject,
            answer,
            value: value?,
            confidence: confidence?,
            known,
            source: source?,
            replaces: replaces?,
            distinct: distinct?,
            note: note?,
            file: self.file,
            line: row.line,
        })
    }

    fn fault<T>(&mut self, row: &Row<'_>, column: Column, fault: Diagnostic) -> Option<T> {
        self.found.push(fault.at(row.span(column)));
        None
    }

    fn missing<T>(&mut self, row: &Row<'_>, column: Column, allowed: impl Into<String>) -> Option<T> {
        let message = format!("`{}` is empty", column.name());
        self.fault(row, column, Diagnostic::error("missing-cell", message).allowed(allowed))
    }

    fn kind(&mut self, row: &Row<'_>) -> Option<Kind> {
        let word = row.text(Column::Kind);
        let names = || KINDS.iter().map(|one| one.name);
        if word.is_empty() {
            return self.missing(row, Column::Kind, one_of(names()));
        }
        Kind::find(word).or_else(|| {
            let fault = Diagnostic::error("unknown-kind", format!("no kind of event is called `{}`", short(word)));
            self.fault(row, Column::Kind, fault.allowed(one_of(names())).nearest(word, names()))
        })
    }

    fn id(&mut self, row: &Row<'_>) -> Option<String> {
        let word = row.text(Column::Id);
        if word.is_empty() {
            return self.missing(row, Column::Id, ID_ALLOWED);
        }
        if is_id(word) {
            return Some(word.to_owned());
        }
        let fault = Diagnostic::error("bad-id", format!("`{}` cannot be an id", short(word))).allowed(ID_ALLOWED);
        self.fault(row, Column::Id, fault)
    }

    fn dates(&mut self, row: &Row<'_>) -> Option<(Date, Date, Date)> {
        let date = match row.text(Column::Date) {
            "" => self.missing(row, Column::Date, day::ALLOWED),
            _ => self.day(row, Column::Date),
        };
        let until = self.day_or(row, Column::Until, date);
        let known = self.day_or(row, Column::Known, until);
        let (date, until, known) = (date?, until?, known?);
        // Where no day is stated for `known` it is that of `until`, which is told once.
        let in_order = self.not_before(row, Column::Until, until, date)
            && (known == until || self.not_before(row, Column::Known, known, date));
        in_order.then_some((date, until, known))
    }

    fn day_or(&mut self, row: &Row<'_>, column: Column, otherwise: Option<Date>) -> Option<Date> {
        if row.text(column).is_empty() { otherwise } else { self.day(row, column) }
    }

    fn day(&mut self, row: &Row<'_>, column: Column) -> Option<Date> {
        let text = row.text(column);
        match day::read(text) {
            Ok(date) => Some(date),
            Err((what, hint)) => {
                let fault = Diagnostic::error("bad-date", format!("`{}` {what}", short(text))).allowed(day::ALLOWED);
                let fault = Diagnostic { hint, ..fault };
                self.fault(row, column, fault)
            }
        }
    }

    fn not_before(&mut self, row: &Row<'_>, column: Column, day: Date, date: Date) -> bool {
        if day >= date {
            return true;
        }
        let message = format!("`{}` {day} is before `date` {date}", column.name());
        let fault = Diagnostic::error("before-date", message).allowed(format!("from {date} on"));
        let _: Option<()> = self.fault(row, column, fault);
        false
    }

    fn source(&mut self, row: &Row<'_>) -> Option<String> {
        match self.words(row, Column::Source)? {
            text if text.is_empty() => {
                self.missing(row, Column::Source, "who says so, in a few words or as an address")
            }
            text => Some(text),
        }
    }

    /// Free text.
    fn words(&mut self, row: &Row<'_>, column: Column) -> Option<String> {
        let text = row.text(column);
        let text = if row.guarded { unguarded(text) } else { text };
        let name = column.name();
        if let Some(letter) = forbidden(text) {
            let message = format!("`{name}` holds the control character {}", letter.escape_unicode());
            let fault = Diagnostic::error("control-character", message).allowed("text in one line");
            return self.fault(row, column, fault);
        }
        let count = text.chars().count();
        if count > LONGEST_TEXT {
            let fault = Diagnostic::error("too-long", format!("`{name}` has {count} letters"));
            return self.fault(row, column, fault.allowed(format!("at most {LONGEST_TEXT}")));
        }
        Some(text.to_owned())
    }

    fn confidence(&mut self, row: &Row<'_>) -> Option<f64> {
        if row.text(Column::Confidence).is_empty() {
            return self.missing(row, Column::Confidence, CONFIDENCE_ALLOWED);
        }
        let value = self.number(row, Column::Confidence)?;
        if value > 0.0 && value <= 1.0 {
            return Some(value);
        }
        let fault = Diagnostic::error("out-of-bounds", format!("the confidence {} is no chance", figure(value)));
        let hint = (1.0..=100.0).contains(&value).then(|| format!("in percent? write {}", figure(value / 100.0)));
        self.fault(row, Column::Confidence, Diagnostic { hint, ..fault.allowed(CONFIDENCE_ALLOWED) })
    }

    fn number(&mut self, row: &Row<'_>, column: Column) -> Option<f64> {
        let text = row.text(column);
        match number::read(text) {
            Ok(value) => Some(value),
            Err((what, hint)) => {
                let fault = Diagnostic::error("not-a-number", format!("`{}` {what}", short(text)));
                let fault = fault.allowed("a finite number with a point, such as 4.2");
                self.fault(row, column, Diagnostic { hint, ..fault })
            }
        }
    }

    fn replaces(&mut self, row: &Row<'_>, kind: Option<Kind>) -> Option<Option<String>> {
        let word = row.text(Column::Replaces);
        if word.is_empty() {
            return match kind {
                Some(Kind::Retract) => self.missing(row, Column::Replaces, "the id of the event that is withdrawn"),
                _ => Some(None),
            };
        }
        if is_id(word) {
            return Some(Some(word.to_owned()));
        }
        let fault = Diagnostic::error("bad-id", format!("`{}` cannot be an id", short(word))).allowed(ID_ALLOWED);
        self.fault(row, Column::Replaces, fault)
    }

    fn distinct(&mut self, row: &Row<'_>) -> Option<bool> {
        match row.text(Column::Distinct) {
            "yes" => Some(true),
            "" => Some(false),
            word => {
                let fault = Diagnostic::error("bad-flag", format!("`{}` is neither `yes` nor nothing", short(word)));
                self.fault(row, Column::Distinct, fault.allowed("`yes` or nothing"))
            }
        }
    }

    fn parties(&mut self, row: &Row<'_>, definition: &Definition) -> Option<Vec<Party>> {
        let text = row.text(Column::Party);
        let place = row.span(Column::Party).clone();
        let mut parties = Vec::new();
        let mut sound = true;
        for word in text.split(';').map(str::trim).filter(|_| !text.is_empty()) {
            match self.party(word, &place, definition) {
                Some(party) if !parties.contains(&party) => parties.push(party),
                Some(_) => {
                    let fault = Diagnostic::error("party-twice", format!("the party `{}` stands twice", short(word)));
                    self.found.push(fault.at(&place));
                    sound = false;
                }
                None => sound = false,
            }
            if self.found.is_full() {
                return None;
            }
        }
        if !sound {
            return None;
        }
        let (least, most) = definition.count;
        if parties.len() < least || parties.len() > most {
            let what = match parties.len() {
                0 => "no party".to_owned(),
                1 => "one party".to_owned(),
                count => format!("{count} parties"),
            };
            let fault = Diagnostic::error("wrong-number-of-parties", format!("`{}` has {what}", definition.name));
            return self.fault(row, Column::Party, fault.allowed(self.names.parties_allowed(definition)));
        }
        parties.sort();
        Some(parties)
    }

    fn party(&mut self, word: &str, place: &Range<usize>, definition: &Definition) -> Option<Party> {
        let fault = match self.names.party(word) {
            Some(Party::Role(role)) if !self.names.has(role) => {
                Diagnostic::error("absent-role", format!("the scenario has no {}", role_word(role).replace('-', " ")))
            }
            Some(party) if fits(&party, definition) => return Some(party),
            Some(_) => {
                let message = format!("`{}` is not of `{}`", definition.name, short(word));
                Diagnostic::error("party-not-allowed", message)
            }
            None => {
                let what = if word.starts_with("group:") { "unknown-group" } else { "unknown-party" };
                let names = self.names.parties(definition);
                let message = format!("no party is called `{}`", short(word));
                Diagnostic::error(what, message).nearest(word, names.iter().map(String::as_str))
            }
        };
        self.found.push(fault.at(place).allowed(self.names.parties_allowed(definition)));
        None
    }

    fn subject(&mut self, row: &Row<'_>, definition: &Definition) -> Option<Option<Subject>> {
        let word = row.text(Column::Subject);
        let word = if row.guarded { unguarded(word) } else { word };
        let allowed = self.names.subjects_allowed(definition);
        match (word, definition.subject) {
            ("", Need::Required) => return self.missing(row, Column::Subject, allowed),
            ("", _) => return Some(definition.about.contains(&About::Channel).then_some(Subject::Bilateral)),
            (_, Need::Never) => return self.not_used(row, Column::Subject, definition),
            _ => {}
        }
        if let Some(letter) = forbidden(word) {
            let message = format!("`subject` holds the control character {}", letter.escape_unicode());
            return self.fault(row, Column::Subject, Diagnostic::error("control-character", message).allowed(allowed));
        }
        let subject = self.names.subject(word, definition);
        let names = self.names.subjects(definition);
        match subject {
            Some(Subject::Topic(topic)) => {
                self.warn_near_name(row, &topic, &names);
                Some(Some(Subject::Topic(topic)))
            }
            Some(subject) => Some(Some(subject)),
            None if definition.about.contains(&About::Topic) => {
                let fault = Diagnostic::error("too-long", format!("the topic is longer than {LONGEST_TOPIC} letters"));
                self.fault(row, Column::Subject, fault.allowed(allowed))
            }
            None => {
                let message = format!("`{}` is about nothing called `{}`", definition.name, short(word));
                let fault = Diagnostic::error("unknown-subject", message).nearest(word, names);
                self.fault(row, Column::Subject, fault.allowed(allowed))
            }
        }
    }

    /// A topic that may be a misspelt name.
    fn warn_near_name(&mut self, row: &Row<'_>, topic: &str, names: &[&str]) {
        if let Some(name) = crate::words::nearest(topic, names.iter().copied()) {
            let message = format!("`{}` is read as a topic of its own", short(topic));
            let warning = Diagnostic::warning("near-name", message).hint(format!("did you mean `{name}`?"));
            self.found.push(warning.at(row.span(Column::Subject)));
        }
    }

    fn answer(&mut self, row: &Row<'_>, definition: &Definition) -> Option<Option<Answer>> {
        let word = row.text(Column::Answer);
        let names = || definition.answers.iter().map(|answer| answer.name());
        match (word, definition.answer) {
            ("", Need::Required) => self.missing(row, Column::Answer, one_of(names())),
            ("", _) => Some(definition.answers.contains(&Answer::NoneKnown).then_some(Answer::NoneKnown)),
            (_, Need::Never) => self.not_used(row, Column::Answer, definition),
            (word, _) => match definition.answers.iter().find(|answer| answer.name() == word) {
                Some(answer) => Some(Some(*answer)),
                None => {
                    let message = format!("`{}` has no answer `{}`", definition.name, short(word));
                    let fault = Diagnostic::error("unknown-answer", message).allowed(one_of(names()));
                    self.fault(row, Column::Answer, fault.nearest(word, names()))
                }
            },
        }
    }

    fn not_used<T>(&mut self, row: &Row<'_>, column: Column, definition: &Definition) -> Option<T> {
        let message = format!("`{}` has no `{}`", definition.name, column.name());
        self.fault(row, column, Diagnostic::error("not-used", message).allowed("nothing"))
    }

    fn value(&mut self, row: &Row<'_>, definition: &Definition) -> Option<Option<f64>> {
        let (value, unit) = (row.text(Column::Value), row.text(Column::Unit));
        let allowed = || format!("{}, in `{}`", bounds(definition), definition.unit);
        match (value, definition.value) {
            ("", Need::Required) => return self.missing(row, Column::Value, allowed()),
            ("", _) if unit.is_empty() => return Some(None),
            ("", _) => return self.not_used(row, Column::Unit, definition),
            (_, Need::Never) => return self.not_used(row, Column::Value, definition),
            _ => {}
        }
        let number = self.number(row, Column::Value);
        if unit != definition.unit {
            return self.wrong_unit(row, definition, number);
        }
        let number = number?;
        let (least, most) = definition.bounds;
        if (least..=most).contains(&number) {
            return Some(Some(number));
        }
        let message = format!("{} is out of bounds", measure(number, definition.unit));
        let fault = Diagnostic::error("out-of-bounds", message).allowed(bounds(definition));
        let hint = number::meant(number, definition.unit, definition.bounds);
        self.fault(row, Column::Value, Diagnostic { hint, ..fault })
    }

    fn wrong_unit<T>(&mut self, row: &Row<'_>, definition: &Definition, value: Option<f64>) -> Option<T> {
        let unit = row.text(Column::Unit);
        let allowed = format!("`{}`", definition.unit);
        if unit.is_empty() {
            return self.missing(row, Column::Unit, allowed);
        }
        let message = format!("`{}` is not in `{}`", definition.name, short(unit));
        let hint = number::conversion(unit, definition.unit, value);
        let fault = Diagnostic::error("wrong-unit", message).allowed(allowed);
        self.fault(row, Column::Unit, Diagnostic { hint, ..fault })
    }

    /// What no cell shows alone.
    fn check_together(
        &mut self,
        row: &Row<'_>,
        definition: &Definition,
        parties: &[Party],
        subject: Option<&Subject>,
        answer: Option<Answer>,
    ) -> Option<()> {
        use standoff_world::roles::Role::{Defender, GreatPower, Invader};
        let has = |role| parties.contains(&Party::Role(role));
        if definition.kind == Kind::ElectionResult && subject.is_some() && !has(GreatPower) {
            let fault = Diagnostic::error("not-used", "the election of a member brings no posture");
            return self.fault(row, Column::Subject, fault.allowed("nothing, but for the great power"));
        }
        if answer == Some(Answer::Mutual) && !(has(Invader) && has(Defender)) {
            let fault = Diagnostic::error("wrong-number-of-parties", "a mutual truce binds both sides");
            let fault = fault.allowed("`invader;defender`, with or without others");
            return self.fault(row, Column::Party, fault.hint("a truce that one side declares is `unilateral`"));
        }
        Some(())
    }
}

/// Whether a kind may be of a party.
fn fits(party: &Party, definition: &Definition) -> bool {
    definition.parties.iter().any(|who| match (who, party) {
        (Who::Role(one), Party::Role(role)) => one == role,
        (Who::AnyRole, Party::Role(_)) | (Who::Member, Party::Member(_)) | (Who::Group, Party::Group(_)) => true,
        _ => false,
    })
}

/// The bounds of a kind, in words.
pub(super) fn bounds(definition: &Definition) -> String {
    let (least, most) = definition.bounds;
    format!("{} to {}", number::grouped(least), number::grouped(most))
}
