//! The cells that mean the same whatever the kind of the event: id, days, source, confidence, remarks.

use jiff::civil::Date;

use super::columns::Column;
use super::day::{DAY_ALLOWED, read_day};
use super::kind::Kind;
use super::kinds::KINDS;
use super::number::read_number;
use super::reader::EventReader;
use super::row::Row;
use super::text::{find_forbidden, join_lines, unguard_formula};
use crate::document::diagnostic::Diagnostic;
use crate::words::{format_number, one_of, shorten};

/// Longest id.
pub(super) const LONGEST_ID: usize = 80;
/// Longest source and longest note.
pub(super) const LONGEST_TEXT: usize = 500;
/// The form of an id, in words.
pub(super) const ID_ALLOWED: &str = "small letters, digits, `-` and `.`, at most 80, beginning with a letter or digit";
/// The values of a confidence, in words.
pub(super) const CONFIDENCE_ALLOWED: &str = "a chance above 0 and at most 1";

/// Whether a word can be the id of an event.
pub(super) fn is_id(word: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = word.bytes().next().is_some_and(allowed);
    first && word.len() <= LONGEST_ID && word.bytes().all(|byte| allowed(byte) || matches!(byte, b'-' | b'.'))
}

impl EventReader<'_> {
    pub fn read_kind(&mut self, row: &Row<'_>) -> Option<Kind> {
        let word = row.text(Column::Kind);
        let names = || KINDS.iter().map(|one| one.name);
        if word.is_empty() {
            return self.reject_missing(row, Column::Kind, one_of(names()));
        }
        Kind::find(word).or_else(|| {
            let fault = Diagnostic::error("unknown-kind", format!("no kind of event is called `{}`", shorten(word)));
            self.push_fault(row, Column::Kind, fault.allowed(one_of(names())).nearest(word, names()))
        })
    }

    pub fn read_id(&mut self, row: &Row<'_>) -> Option<String> {
        let word = row.text(Column::Id);
        if word.is_empty() {
            return self.reject_missing(row, Column::Id, ID_ALLOWED);
        }
        if is_id(word) {
            return Some(word.to_owned());
        }
        let fault = Diagnostic::error("bad-id", format!("`{}` cannot be an id", shorten(word))).allowed(ID_ALLOWED);
        self.push_fault(row, Column::Id, fault)
    }

    pub fn read_dates(&mut self, row: &Row<'_>) -> Option<(Date, Date, Date)> {
        let date = match row.text(Column::Date) {
            "" => self.reject_missing(row, Column::Date, DAY_ALLOWED),
            _ => self.read_day(row, Column::Date),
        };
        let until = self.read_day_or(row, Column::Until, date);
        let known = self.read_day_or(row, Column::Known, until);
        let (date, until, known) = (date?, until?, known?);
        // Where no day is stated for `known` it is that of `until`, whose fault is reported already.
        let in_order = self.check_not_before(row, Column::Until, until, date)
            && (known == until || self.check_not_before(row, Column::Known, known, date));
        in_order.then_some((date, until, known))
    }

    pub fn read_day_or(&mut self, row: &Row<'_>, column: Column, otherwise: Option<Date>) -> Option<Date> {
        if row.text(column).is_empty() { otherwise } else { self.read_day(row, column) }
    }

    pub fn read_day(&mut self, row: &Row<'_>, column: Column) -> Option<Date> {
        let text = row.text(column);
        match read_day(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let message = format!("`{}` {}", shorten(text), error.describe());
                let fault = Diagnostic::error("bad-date", message).allowed(DAY_ALLOWED);
                self.push_fault(row, column, Diagnostic { hint: error.hint(), ..fault })
            }
        }
    }

    pub fn check_not_before(&mut self, row: &Row<'_>, column: Column, day: Date, date: Date) -> bool {
        if day >= date {
            return true;
        }
        let message = format!("`{}` {day} is before `date` {date}", column.name());
        let fault = Diagnostic::error("before-date", message).allowed(format!("from {date} on"));
        let _: Option<()> = self.push_fault(row, column, fault);
        false
    }

    pub fn read_source(&mut self, row: &Row<'_>) -> Option<String> {
        match self.read_text(row, Column::Source)? {
            text if text.is_empty() => {
                self.reject_missing(row, Column::Source, "who says so, in a few words or as an address")
            }
            text => Some(text),
        }
    }

    /// Free text.
    pub fn read_text(&mut self, row: &Row<'_>, column: Column) -> Option<String> {
        let text = row.text(column);
        let text = join_lines(if row.guarded { unguard_formula(text) } else { text });
        let name = column.name();
        if let Some(letter) = find_forbidden(&text) {
            let message = format!("`{name}` holds the control character {}", letter.escape_unicode());
            let fault = Diagnostic::error("control-character", message).allowed("text in one line");
            return self.push_fault(row, column, fault);
        }
        let count = text.chars().count();
        if count > LONGEST_TEXT {
            let fault = Diagnostic::error("too-long", format!("`{name}` has {count} letters"));
            return self.push_fault(row, column, fault.allowed(format!("at most {LONGEST_TEXT}")));
        }
        Some(text.into_owned())
    }

    pub fn read_confidence(&mut self, row: &Row<'_>) -> Option<f64> {
        if row.text(Column::Confidence).is_empty() {
            return self.reject_missing(row, Column::Confidence, CONFIDENCE_ALLOWED);
        }
        let value = self.read_number(row, Column::Confidence)?;
        if value > 0.0 && value <= 1.0 {
            return Some(value);
        }
        let fault = Diagnostic::error("out-of-bounds", format!("the confidence {} is no chance", format_number(value)));
        let hint =
            (1.0..=100.0).contains(&value).then(|| format!("in percent? write {}", format_number(value / 100.0)));
        self.push_fault(row, Column::Confidence, Diagnostic { hint, ..fault.allowed(CONFIDENCE_ALLOWED) })
    }

    pub fn read_number(&mut self, row: &Row<'_>, column: Column) -> Option<f64> {
        let text = row.text(column);
        match read_number(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("`{}` {}", shorten(text), error.describe());
                let fault = Diagnostic::error("not-a-number", message);
                let fault = fault.allowed("a finite number with a point, such as 4.2");
                self.push_fault(row, column, Diagnostic { hint: error.hint(), ..fault })
            }
        }
    }

    pub fn read_replaces(&mut self, row: &Row<'_>, kind: Option<Kind>) -> Option<Option<String>> {
        let word = row.text(Column::Replaces);
        if word.is_empty() {
            return match kind {
                Some(Kind::Retract) => {
                    self.reject_missing(row, Column::Replaces, "the id of the event that is withdrawn")
                }
                _ => Some(None),
            };
        }
        if is_id(word) {
            return Some(Some(word.to_owned()));
        }
        let fault = Diagnostic::error("bad-id", format!("`{}` cannot be an id", shorten(word))).allowed(ID_ALLOWED);
        self.push_fault(row, Column::Replaces, fault)
    }

    pub fn read_distinct(&mut self, row: &Row<'_>) -> Option<bool> {
        match row.text(Column::Distinct) {
            "yes" => Some(true),
            "" => Some(false),
            word => {
                let fault = Diagnostic::error("bad-flag", format!("`{}` is neither `yes` nor nothing", shorten(word)));
                self.push_fault(row, Column::Distinct, fault.allowed("`yes` or nothing"))
            }
        }
    }
}
