//! The rule that no scenario states a fact dated after its start.
//!
//! Forecasts are scored against what came after the start, so nothing that came after may be in a scenario. A later
//! date is allowed only where the calendar was known at the start: elections, votes of instruments, levers, deadlines
//! of needs and questions, and the publication date of a source that is marked `vintage = "later"`. In prose, such as comments
//! and Markdown, a line with a later date must contain one of the words below.

use crate::check_error::CheckError;
use crate::files::{TextFile, text_files};
use std::path::Path;

/// Last day that scenarios may describe as past.
const LAST: &str = "2025-12-05";

/// Places in a scenario file where a later date is allowed: first part of the table's path, key.
const CALENDAR: &[(&str, &str)] = &[
    ("election", "date"),
    ("instrument", "first_vote"),
    ("lever", "date"),
    ("need", "by"),
    ("question", "by"),
    ("question", "text"),
    ("", "horizon"),
];

/// Words of which a line of prose with a later date must contain one.
const CALENDAR_WORDS: &[&str] = &["deadline", "election", "horizon", "lever", "published", "vote"];

/// Lists every later date in the scenarios that is not an entry of the calendar.
///
/// # Errors
///
/// A file that cannot be read, or no scenario at all, which would pass every check.
pub fn check_dates(root: &Path) -> Result<Vec<String>, CheckError> {
    let files = text_files(&root.join("scenarios"), &|_| true)?;
    let checked: Vec<&TextFile> = files.iter().filter(|file| is_checked(&file.path)).collect();
    if checked.is_empty() {
        return Err(CheckError::NothingToCheck("no scenario was found under scenarios/".to_owned()));
    }
    Ok(checked.into_iter().flat_map(file_faults).collect())
}

fn is_checked(path: &str) -> bool {
    [".toml", ".csv", ".md"].iter().any(|ending| path.ends_with(ending))
}

fn file_faults(file: &TextFile) -> Vec<String> {
    let found =
        if file.path.ends_with(".toml") { late_dates_in_scenario(&file.text) } else { late_dates_in_prose(&file.text) };
    let fault = |(line, date)| {
        let path = &file.path;
        format!("scenarios/{path}:{line}: {date} is later than {LAST} and no entry of the calendar")
    };
    found.into_iter().map(fault).collect()
}

fn late_dates_in_prose(text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().enumerate().filter(|(_, line)| !speaks_of_calendar(line));
    lines.flat_map(|(at, line)| late_dates(line).into_iter().map(move |(_, date)| (at + 1, date))).collect()
}

fn speaks_of_calendar(line: &str) -> bool {
    let line = line.to_lowercase();
    CALENDAR_WORDS.iter().any(|word| line.contains(word))
}

/// Place of a line in a scenario file: its table and its key.
#[derive(Default)]
struct Place<'a> {
    table: &'a str,
    key: &'a str,
}

fn late_dates_in_scenario(text: &str) -> Vec<(usize, String)> {
    let mut place = Place::default();
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        place.enter_line(line);
        let bare = late_dates(line).into_iter().filter(|(offset, _)| !is_allowed(text, at, &place, line, *offset));
        found.extend(bare.map(|(_, date)| (at + 1, date)));
    }
    found
}

impl<'a> Place<'a> {
    /// Moves to the table or the key that a line begins, if it begins one.
    fn enter_line(&mut self, line: &'a str) {
        let line = line.trim_start();
        if line.starts_with('[') && !line.starts_with("[[\"") {
            self.table = line.trim_start_matches('[').split(']').next().unwrap_or_default();
            self.key = "";
        } else if let Some((key, _)) = line.split_once('=').filter(|(key, _)| is_key(key.trim())) {
            self.key = key.trim();
        }
    }
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
}

/// Tests whether a date at this offset may be later: in an entry of the calendar, or in a comment that speaks of it.
fn is_allowed(text: &str, at: usize, place: &Place<'_>, line: &str, offset: usize) -> bool {
    let comment =
        line.find('#').is_some_and(|hash| hash < offset && line[..hash].matches('"').count().is_multiple_of(2));
    if comment {
        return speaks_of_calendar(line);
    }
    let first = place.table.split('.').next().unwrap_or_default();
    CALENDAR.contains(&(first, place.key))
        || (first, place.key) == ("sources", "published") && is_marked_later(text, at)
}

/// Tests whether the table around a line says `vintage = "later"`.
fn is_marked_later(text: &str, at: usize) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &&str| line.trim_start().starts_with('[');
    let first = (0..=at).rev().find(|&line| begins(&lines[line])).unwrap_or(0);
    let body = lines[first + 1..].iter().take_while(|line| !begins(line));
    body.into_iter().any(|line| line.replace(' ', "").starts_with("vintage=\"later\""))
}

/// Dates in a line that are later than [`LAST`], such as `2026-01-31` or `2026-01`, each with its offset in the
/// line.
fn late_dates(line: &str) -> Vec<(usize, String)> {
    let starts = line.char_indices().map(|(at, _)| at).filter(|&at| begins_number(line, at));
    let dates = starts.filter_map(|at| date_at(&line[at..]).map(|date| (at, date)));
    dates.filter(|(_, date)| **date > LAST[..date.len()]).map(|(at, date)| (at, date.to_owned())).collect()
}

fn begins_number(line: &str, at: usize) -> bool {
    !line[..at].ends_with(|before: char| before.is_ascii_digit())
}

/// Date at the beginning of a text, if there is one.
fn date_at(text: &str) -> Option<&str> {
    let shaped = |pattern: &str| {
        let part = text.get(..pattern.len())?;
        let fits = |(found, wanted): (char, char)| if wanted == '0' { found.is_ascii_digit() } else { found == wanted };
        let ends = !text[pattern.len()..].starts_with(|after: char| after.is_ascii_digit() || after == '-');
        (ends && part.chars().zip(pattern.chars()).all(fits)).then_some(part)
    };
    let date = shaped("0000-00-00").or_else(|| shaped("0000-00"))?;
    let within = |part: Option<&str>, most: u8| part.is_none_or(|part| (1..=most).contains(&part.parse().unwrap_or(0)));
    (within(date.get(5..7), 12) && within(date.get(8..10), 31)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late_lines(text: &str) -> Vec<usize> {
        late_dates_in_scenario(text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn dates_of_the_calendar_may_be_later() {
        let text = "start = 2025-12-05\n[election.a-2026]\ndate = 2026-04-30\n[lever.x]\ndate = 2026-01-01\n\
                    [need.n]\nby = 2026-04-01\n[question.q]\nby = 2026-12-31\n\
                    text = \"by 2026-12-31?\"\n[instrument.i]\nfirst_vote = 2026-01-31\n";
        assert_eq!(late_lines(text), [0; 0]);
    }

    #[test]
    fn a_later_fact_is_reported() {
        assert_eq!(late_lines("[coalition]\nneed = { value = 72, date = 2025-12-06 }\n"), [2]);
        assert_eq!(late_lines("[election.a]\ndate = 2026-04-12\nnote = \"held on 2026-04-12\"\n"), [3]);
        assert_eq!(late_lines("[member.a]\nincome = 1 # measured 2026-01\n"), [2]);
        assert_eq!(late_lines("[question.q]\nevidence = [\n  2026-02-01,\n]\n"), [3]);
    }

    #[test]
    fn a_later_source_must_be_marked() {
        let said = "[sources.a]\ntitle = \"x\"\npublished = 2026-08-01\nvintage = \"later\"\n[sources.b]\n";
        assert_eq!(late_lines(said), [0; 0]);
        let unsaid = "[sources.a]\npublished = 2026-08-01\n[sources.b]\nvintage = \"later\"\n";
        assert_eq!(late_lines(unsaid), [2]);
    }

    #[test]
    fn later_dates_in_prose_need_a_word_of_the_calendar() {
        assert_eq!(late_dates_in_prose("the election of 2026-04-30\nthe front on 2026-04-30\nin 2026-27\n").len(), 1);
        assert_eq!(late_lines("# the vote of 2026-01-31\n# the fall of 2026-01-31\n"), [2]);
    }

    #[test]
    fn only_dates_after_the_last_day_are_late() {
        for text in ["2025-12-05", "2025-12", "2026-27", "12026-01-01", "2026-01-011", "x-2026", "2026-13-01"] {
            assert_eq!(late_dates(text), [], "{text}");
        }
        assert_eq!(late_dates("é 2026-01 and 2025-12-06"), [(3, "2026-01".to_owned()), (15, "2025-12-06".to_owned())]);
    }
}
