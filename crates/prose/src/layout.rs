//! Text in columns: widths, wrapping, and nothing that could steer a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes.
///
/// ```
/// assert_eq!(standoff_prose::columns("km²"), 3);
/// ```
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` without control characters, so that no scenario can steer the reader's terminal.
///
/// ```
/// assert_eq!(standoff_prose::clean("a\u{1b}[2Jb\n"), "a [2Jb ");
/// ```
pub fn clean(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect()
}

/// `text` in lines of at most `width` columns, broken between words and, in a word that is too long, within it.
///
/// ```
/// assert_eq!(standoff_prose::wrap("one two three", 8), ["one two", "three"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, width)) {
        let line = lines.last_mut().expect("there is always a line");
        match (line.is_empty(), columns(line) + 1 + columns(&word) <= width) {
            (true, _) => line.push_str(&word),
            (false, true) => *line += &format!(" {word}"),
            (false, false) => lines.push(word),
        }
    }
    lines
}

/// A word in pieces that fit: broken after a dot or a hyphen, as paths and names have them, or where there is none anywhere.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let piece = pieces.last_mut().expect("there is always a piece");
        if !piece.is_empty() && columns(piece) + letter.width().unwrap_or(0) > width {
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
    text.split_whitespace().map(columns).max().unwrap_or(0)
}

/// `text` filled with spaces to `width`, at its end.
pub fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `text` filled with spaces to `width`, before it.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_never_exceed_the_width() {
        for width in 1..20 {
            let lines = wrap("a bb ccc dddddddddddddddddddd 東京都東京都 e", width.max(2));
            assert!(lines.iter().all(|line| columns(line) <= width.max(2)), "{width}: {lines:?}");
        }
    }

    #[test]
    fn nothing_gives_one_empty_line() {
        assert_eq!(wrap("  ", 10), [""]);
    }
}
