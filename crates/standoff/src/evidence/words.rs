//! What the verbs of the event log share: warnings, days, an event in words.

use crate::output::{Failure, colour_on_stderr, say};
use standoff::scenario::{Date, Diagnostic, Diagnostics, evidence};

/// What a reader should know about a log goes to stderr.
pub fn warn_of(warnings: &Diagnostics, quiet: bool) {
    if !quiet && !warnings.is_empty() {
        say(&warnings.render(colour_on_stderr()));
    }
}

/// A day given with an argument.
pub fn parse_day(name: &str, text: &str) -> Result<Date, Failure> {
    let date = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    date.ok_or_else(|| {
        let diagnostic = Diagnostic::error("bad-date", format!("`{}` is not a day", text.escape_debug()));
        Failure::argument(name, text, diagnostic.allowed("a day such as 2025-11-20"))
    })
}

/// An event in words: its kind, what it is about, and what came of it.
pub fn describe(cells: &[String; evidence::COLUMNS.len()]) -> String {
    let about = [&cells[5], &cells[6]].into_iter().filter(|text| !text.is_empty());
    let about: Vec<&str> = about.map(String::as_str).collect();
    if about.is_empty() { cells[1].clone() } else { format!("{}: {}", cells[1], about.join(", ")) }
}
