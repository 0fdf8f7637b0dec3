//! Width of text, and ways to break or shorten it until it fits.
//!
//! A picture does not know the letters it will be shown in. Widths are those of a wide family, so that text that fits
//! here fits in the usual ones.

use unicode_width::UnicodeWidthChar;

/// Ratio of the width of bold letters to that of regular ones.
const BOLD: f64 = 1.11;

/// The width of `text` in units, in letters of `size`: rather too wide than too narrow.
///
/// ```
/// use standoff_picture::text_width;
/// assert!(text_width("mmm", 12.0, false) > text_width("iii", 12.0, false));
/// assert!(text_width("km²", 12.0, true) > text_width("km²", 12.0, false));
/// ```
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(letter_width_ems).sum();
    ems * size * if bold { BOLD } else { 1.0 }
}

/// The width of a letter as a share of its size.
fn letter_width_ems(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' => 0.28,
        ' ' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | 'I' | '/' | '·' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' => 0.42,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' | '_' | '–' | '"' | '?' | '°' => 0.59,
        'm' | '%' | '@' | '—' | '…' | 'W' => 0.99,
        'w' | '+' | '−' | '=' | '<' | '>' | '~' | '±' | '→' | '×' | 'M' => 0.85,
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | '&' => 0.79,
        'a'..='z' | '0'..='9' => 0.635,
        'A'..='Z' => 0.71,
        '\u{1f000}'.. => 1.4,
        letter => match letter.width() {
            None | Some(0) => 0.0,
            Some(1) => 0.72,
            Some(_) => 1.1,
        },
    }
}

/// `text` without letters that steer the reader or that XML forbids.
pub(crate) fn clean_text(text: &str) -> String {
    standoff_prose::strip_controls(text).chars().filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect()
}

/// `text` cut to `width` with an ellipsis, or whole where it fits.
pub(crate) fn shorten_text(text: &str, size: f64, bold: bool, width: f64) -> String {
    if text_width(text, size, bold) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if text_width(&format!("{kept}{letter}…"), size, bold) > width {
            break;
        }
        kept.push(letter);
    }
    kept.trim_end().to_owned() + "…"
}

/// `text` in lines of at most `width`, broken between words and, in a word that is too long, within it; what goes beyond
/// `most` lines is cut with an ellipsis.
pub(crate) fn wrap_text(text: &str, size: f64, bold: bool, width: f64, most: usize) -> Vec<String> {
    let fits = |line: &str| text_width(line, size, bold) <= width;
    let text = clean_text(text);
    let words = unbroken_words(&text);
    let mut lines = vec![String::new()];
    for (at, word) in words.iter().enumerate() {
        let full = lines.len() >= most;
        let line = lines.last_mut().expect("there is always a line");
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if fits(&longer) {
            *line = longer;
        } else if full && !line.is_empty() {
            let rest = format!("{line} {}", words[at..].join(" "));
            *line = shorten_text(&rest, size, bold, width);
            return lines;
        } else {
            if !line.is_empty() {
                lines.push(String::new());
            }
            if !break_word(&mut lines, word, most, &fits) {
                let line = lines.last_mut().expect("there is always a line");
                *line = shorten_text(&format!("{line}{word}"), size, bold, width);
                return lines;
            }
        }
    }
    lines
}

/// The words of a text; a unit stays with its number.
fn unbroken_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_unit = word.starts_with('%') || word.starts_with("km²");
        match words.last_mut().filter(|last| is_unit && last.ends_with(|letter: char| letter.is_ascii_digit())) {
            Some(number) => *number = format!("{number} {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// Adds a word to the lines, broken where it does not fit; `false` where it needs more than `most` lines.
fn break_word(lines: &mut Vec<String>, word: &str, most: usize, fits: &impl Fn(&str) -> bool) -> bool {
    for letter in word.chars() {
        let full = lines.len() >= most;
        let line = lines.last_mut().expect("there is always a line");
        line.push(letter);
        if !fits(line) && line.chars().count() > 1 {
            line.pop();
            if full {
                return false;
            }
            lines.push(letter.to_string());
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stays_with_its_number() {
        for width in [70.0, 80.0, 90.0, 100.0, 120.0] {
            let lines = wrap_text("a chance of 80 % (0–100 %) on 3,500 km²", 12.0, false, width, 9);
            assert!(lines.iter().all(|line| !line.starts_with(['%', 'k'])), "{width}: {lines:?}");
        }
    }

    #[test]
    fn lines_fit_and_end_with_an_ellipsis_where_cut() {
        let long = format!("a few words and {} then more", "x".repeat(200));
        for width in [5.0, 40.0, 120.0] {
            for most in [1, 2, 4] {
                let lines = wrap_text(&long, 12.0, false, width, most);
                assert!(lines.len() <= most, "{lines:?}");
                assert!(lines.last().unwrap().ends_with('…'), "{lines:?}");
                let wide = |line: &String| text_width(line, 12.0, false) > width && line.chars().count() > 1;
                assert!(!lines.iter().any(wide), "{lines:?}");
            }
        }
    }

    #[test]
    fn short_text_stays_whole() {
        assert_eq!(wrap_text("two words", 12.0, false, 200.0, 2), ["two words"]);
        assert_eq!(wrap_text("", 12.0, false, 200.0, 2), [""]);
        assert_eq!(shorten_text("name", 12.0, true, 100.0), "name");
    }
}
