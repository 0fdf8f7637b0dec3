//! Text in cells: nothing that steers a terminal, and nothing that a table program would run.

use std::borrow::Cow;

/// The first letter in a text that no cell may hold: controls, and marks that turn the direction of writing.
pub(super) fn find_forbidden(text: &str) -> Option<char> {
    text.chars().find(|&letter| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}

/// The text in one line: line ends, with the blanks around them, become one blank.
pub(super) fn join_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A cell that begins like this is a formula to a table program.
fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t')
}

/// Whether `text` begins so that an apostrophe before it would be taken away again.
fn is_guarded(text: &str) -> bool {
    text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(|letter| begins_formula(letter) || letter == '\''))
}

/// The text as it is written into a table: with an apostrophe before it where it begins like a formula.
pub(super) fn guard_formula(text: &str) -> String {
    if text.starts_with(begins_formula) || is_guarded(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that was written by [`guard_formula`].
pub(super) fn unguard_formula(text: &str) -> &str {
    if is_guarded(text) { &text[1..] } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for text in ["=1+1", "-2", "@x", "'=1", "''", "'", "'tis", "''=1", "plain", "", "'''a", "é"] {
            assert_eq!(unguard_formula(&guard_formula(text)), text);
            assert!(!guard_formula(text).starts_with(begins_formula), "{text}");
        }
        assert_eq!((guard_formula("=1"), guard_formula("'tis")), ("'=1".to_owned(), "'tis".to_owned()));
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(join_lines("one"), "one");
        assert_eq!(join_lines("one \r\n\r\n two\nthree\n"), "one two three");
    }

    #[test]
    fn what_steers_a_terminal_is_found() {
        assert_eq!(find_forbidden("a\u{1b}[2J"), Some('\u{1b}'));
        assert_eq!(find_forbidden("a\u{202e}b"), Some('\u{202e}'));
        assert_eq!(find_forbidden("Zoë, naïve"), None);
    }
}
