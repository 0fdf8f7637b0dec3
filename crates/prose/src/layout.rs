//! Text in columns: widths, wrapping, and nothing that could steer a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes.
///
/// ```
/// assert_eq!(standoff_prose::column_width("km²"), 3);
/// ```
pub fn column_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` without control characters, so that no scenario can steer the reader's terminal.
///
/// ```
/// assert_eq!(standoff_prose::strip_controls("a\u{1b}[2Jb\n"), "a [2Jb ");
/// ```
pub fn strip_controls(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect()
}

/// `text` in lines of at most `width` columns, broken between words and, in a word that is too long, within it. A percent sign
/// stays with its number.
///
/// ```
/// assert_eq!(standoff_prose::wrap_words("one two three", 8), ["one two", "three"]);
/// assert_eq!(standoff_prose::wrap_words("at most 75 %", 10), ["at most", "75 %"]);
/// ```
pub fn wrap_words(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in with_percent_signs(text, width).iter().flat_map(|word| split_word(word, width)) {
        let line = lines.last_mut().expect("there is always a line");
        match (line.is_empty(), column_width(line) + 1 + column_width(&word) <= width) {
            (true, _) => line.push_str(&word),
            (false, true) => *line += &format!(" {word}"),
            (false, false) => lines.push(word),
        }
    }
    lines
}

/// The words of a text; a percent sign is one with the number before it where both fit on a line.
fn with_percent_signs(text: &str, width: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(number)
                if word.starts_with('%')
                    && number.ends_with(|letter: char| letter.is_ascii_digit())
                    && column_width(number) + 1 + column_width(word) <= width =>
            {
                *number += &format!(" {word}");
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// A word in pieces that fit: broken after a dot or a hyphen, as paths and names have them, or where there is none anywhere.
fn split_word(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let piece = pieces.last_mut().expect("there is always a piece");
        if !piece.is_empty() && column_width(piece) + letter.width().unwrap_or(0) > width {
            let after = piece.rfind(['.', '-']).map_or(piece.len(), |dot| dot + 1);
            let rest = piece.split_off(after);
            pieces.push(format!("{rest}{letter}"));
        } else {
            piece.push(letter);
        }
    }
    pieces
}

/// Columns of the widest word.
pub fn widest_word(text: &str) -> usize {
    text.split_whitespace().map(column_width).max().unwrap_or(0)
}

/// `text` filled with spaces to `width`, at its end.
pub fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(column_width(text))))
}

/// `text` filled with spaces to `width`, before it.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(column_width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_never_exceed_the_width() {
        for width in 1..20 {
            let lines = wrap_words("a bb ccc dddddddddddddddddddd 東京都東京都 e", width.max(2));
            assert!(lines.iter().all(|line| column_width(line) <= width.max(2)), "{width}: {lines:?}");
        }
    }

    #[test]
    fn nothing_gives_one_empty_line() {
        assert_eq!(wrap_words("  ", 10), [""]);
    }
}
