//! The last edit of a section: roles by name, dates in words, square kilometres, and no marks of programs.

use super::dates::format_date;
use super::names::name_roles;
use crate::document::{Block, Figures, Section, Sentence};
use standoff_lab::forecast::provenance::ScenarioName;

/// Length of a date such as 2025-12-05.
const DATE: usize = 10;

/// Edits all that is read in a section. Commands stay as they are typed, and pictures as they are drawn.
pub(crate) fn edit_section(scenario: &ScenarioName, mut section: Section) -> Section {
    let edit = |text: &mut String| *text = edit_text(scenario, text);
    let edit_sentence = |text: &mut String| *text = bounds_in_words(&edit_text(scenario, text));
    edit(&mut section.heading);
    for block in &mut section.blocks {
        match block {
            Block::Text(sentences) | Block::List(sentences) => {
                sentences.iter_mut().for_each(|one| edit_sentence(&mut one.words))
            }
            Block::Headline(Sentence { words, .. }) => edit_sentence(words),
            Block::Table(Figures { caption, heads, rows, .. }) => {
                edit(caption);
                heads.iter_mut().for_each(|(head, _)| edit(head));
                rows.iter_mut().flatten().for_each(edit);
            }
            Block::Picture(drawn) => [&mut drawn.title, &mut drawn.alt].into_iter().for_each(edit),
            Block::Command(_) => {}
        }
    }
    section
}

/// A text in the names of the scenario, with dates in words.
pub(crate) fn edit_text(scenario: &ScenarioName, text: &str) -> String {
    let text = write_dates(&plain_marks(text)).replace("km2", "km²");
    name_roles(scenario, &text)
}

/// Bounds as a sentence has them: "under 5 %" for "<5 %", and "over 98 %" for ">98 %".
fn bounds_in_words(text: &str) -> String {
    let mut told = String::new();
    for (at, letter) in text.char_indices() {
        let before_number = text[at + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        match letter {
            '<' if before_number => told.push_str("under "),
            '>' if before_number => told.push_str("over "),
            _ => told.push(letter),
        }
    }
    told
}

/// Words that a program marks by ticks, as words: `stops-blocking` becomes "stops blocking".
fn plain_marks(text: &str) -> String {
    let part = |(at, part): (usize, &str)| if at % 2 == 1 { part.replace(['-', '_'], " ") } else { part.to_owned() };
    text.split('`').enumerate().map(part).collect()
}

/// Dates in words, but in the middle of a name.
fn write_dates(text: &str) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let before = told.chars().next_back();
        let after = rest.get(DATE..).and_then(|rest| rest.chars().next());
        let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
        match rest.get(..DATE).filter(|_| !joins(before) && !joins(after)).and_then(format_date) {
            Some(date) => {
                told.push_str(&date);
                rest = &rest[DATE..];
            }
            None => {
                told.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_in_sentences_are_words() {
        assert_eq!(bounds_in_words("in >98 % of futures, or <0.5 %"), "in over 98 % of futures, or under 0.5 %");
        assert_eq!(bounds_in_words("a < b"), "a < b");
    }

    #[test]
    fn dates_and_marks_are_words() {
        assert_eq!(write_dates("by 2001-03-04: a"), "by 4 March 2001: a");
        assert_eq!(write_dates("talks-2001-03-04-lake, 2001-03"), "talks-2001-03-04-lake, 2001-03");
        assert_eq!(plain_marks("`less`, `stops-blocking` or none"), "less, stops blocking or none");
    }
}
