//! A log in JSON: a list of objects in which every key and value keeps its place.
//!
//! The grammar is checked first by a parser, which gives no places; the scanner then walks over text known to be JSON.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{COLUMNS, Column};
use super::row::{Cell, Row};
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::words::{one_of, shorten};

/// Hands every object of a text to `take` as a row, until that returns false.
pub(super) fn read_json<'a>(
    text: &'a str,
    from: usize,
    found: &mut Diagnostics,
    take: &mut dyn FnMut(Row<'a>, &mut Diagnostics) -> bool,
) {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text[from..]) {
        return found.push(syntax_fault(text, from, &error));
    }
    let mut scanner = JsonScanner { text, at: from, line: 1, counted: 0 };
    scanner.read_list(found, take);
}

/// The first fault of grammar.
fn syntax_fault(text: &str, from: usize, error: &serde_json::Error) -> Diagnostic {
    let line = text[from..].split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = from + line.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let at = at.min(text.len().saturating_sub(1));
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Diagnostic::error("json", message.replace('`', "'")).at(&(at..at + 1))
}

/// Walks over a text that is known to be JSON.
struct JsonScanner<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    counted: usize,
}

impl<'a> JsonScanner<'a> {
    fn read_list(&mut self, found: &mut Diagnostics, take: &mut dyn FnMut(Row<'a>, &mut Diagnostics) -> bool) {
        if self.next_byte() != Some(b'[') {
            let span = self.skip_value();
            let diagnostic = Diagnostic::error("not-a-list", "the file is not a list").at(&span);
            return found.push(diagnostic.allowed("a list of objects, one for each event"));
        }
        self.at += 1;
        while let Some(byte) = self.next_byte().filter(|byte| *byte != b']') {
            let go_on = match byte {
                b',' => {
                    self.at += 1;
                    continue;
                }
                b'{' => self.read_object(found).is_none_or(|row| take(row, found)),
                _ => {
                    let span = self.skip_value();
                    let diagnostic = Diagnostic::error("wrong-type", "an event is not an object").at(&span);
                    found.push(diagnostic.allowed("an object with the columns of the log as keys"));
                    true
                }
            };
            if !go_on || found.is_full() {
                return;
            }
        }
    }

    /// An object as a row; nothing where it has a fault.
    fn read_object(&mut self, found: &mut Diagnostics) -> Option<Row<'a>> {
        let begin = self.at;
        let line = self.line_number(begin);
        let before = found.len();
        let mut cells: [Cell<'a>; COLUMNS.len()] = std::array::from_fn(|_| Cell { text: "".into(), span: 0..0 });
        let mut seen = [false; COLUMNS.len()];
        self.at += 1;
        while let Some(byte) = self.next_byte().filter(|byte| *byte != b'}') {
            if byte == b',' {
                self.at += 1;
                continue;
            }
            let key = self.skip_value();
            let name = self.unescape_string(&key);
            self.next_byte();
            self.at += 1;
            self.next_byte();
            let value = self.skip_value();
            let Some(column) = self.find_column(&name, &key, &mut seen, found) else { continue };
            match self.read_cell(column, &value) {
                Ok(cell) => cells[column] = cell,
                Err(diagnostic) => found.push(*diagnostic),
            }
        }
        self.at += 1;
        let row = Row { line, span: begin..self.at, cells, guarded: false };
        (found.len() == before).then_some(row)
    }

    fn find_column(
        &self,
        name: &str,
        key: &Range<usize>,
        seen: &mut [bool; COLUMNS.len()],
        found: &mut Diagnostics,
    ) -> Option<usize> {
        let Some(column) = COLUMNS.iter().position(|one| *one == name) else {
            let diagnostic = Diagnostic::error("unknown-key", format!("unknown key `{}`", shorten(name))).at(key);
            found.push(diagnostic.allowed(one_of(COLUMNS)).nearest(name, COLUMNS));
            return None;
        };
        if std::mem::replace(&mut seen[column], true) {
            let diagnostic = Diagnostic::error("duplicate-key", format!("the key `{name}` is set twice")).at(key);
            found.push(diagnostic.hint("remove one of the two"));
            return None;
        }
        Some(column)
    }

    fn read_cell(&self, column: usize, span: &Range<usize>) -> Result<Cell<'a>, Box<Diagnostic>> {
        let raw = &self.text[span.clone()];
        let number = [Column::Value, Column::Confidence].iter().any(|one| *one as usize == column);
        let flag = column == Column::Distinct as usize;
        let text = match raw.as_bytes().first() {
            Some(b'"') => self.unescape_string(span),
            Some(b'n') => "".into(),
            Some(b't') if flag => "yes".into(),
            Some(b'f') if flag => "".into(),
            Some(b'-' | b'0'..=b'9') if number => raw.into(),
            _ => {
                let message = format!("`{}` is not of the right type", COLUMNS[column]);
                let allowed = if number {
                    "a number"
                } else if flag {
                    "true or false"
                } else {
                    "text in quotes"
                };
                return Err(Box::new(Diagnostic::error("wrong-type", message).at(span).allowed(allowed)));
            }
        };
        Ok(Cell { text, span: span.clone() })
    }

    /// The text that a place in quotes holds.
    fn unescape_string(&self, span: &Range<usize>) -> Cow<'a, str> {
        let raw = &self.text[span.clone()];
        match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inside) if !inside.contains('\\') => Cow::Borrowed(inside),
            _ => Cow::Owned(serde_json::from_str(raw).unwrap_or_default()),
        }
    }

    /// The first byte that is no white space.
    fn next_byte(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Steps over one value, whatever it is; its place.
    fn skip_value(&mut self) -> Range<usize> {
        let begin = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'"' => self.skip_string(),
                b'[' | b'{' => (depth, self.at) = (depth + 1, self.at + 1),
                b']' | b'}' if depth > 0 => (depth, self.at) = (depth - 1, self.at + 1),
                b']' | b'}' | b',' | b':' if depth == 0 => break,
                byte if depth == 0 && byte.is_ascii_whitespace() => break,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                break;
            }
        }
        begin..self.at
    }

    fn skip_string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(bytes.len());
    }

    /// Line of a place, from one; places must not go back.
    fn line_number(&mut self, at: usize) -> usize {
        let between = &self.text.as_bytes()[self.counted..at];
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = at;
        self.line
    }
}
