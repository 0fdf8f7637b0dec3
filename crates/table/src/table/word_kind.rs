//! Words that are not numbers, recognised by their form, so that a message can say what they are.

use crate::whole_numbers::loses_digits;

/// The kind of a word that should be a number, in words for a message, and the change that helps; none for any other
/// word.
pub(crate) fn describe_word(word: &str) -> Option<(&'static str, &'static str)> {
    const COUNT_TIME: &str =
        "write the time since a start as a number, and its unit in the name of the column; Parquet may hold time spans";
    const LENGTH: &str = "write it as a number, and its unit in the name of the column";
    if loses_digits(word) {
        let hint = "if the last digits do not matter, write it with an exponent, such as 9.1e15; a name is no number";
        return Some(("a whole number of more digits than a float keeps", hint));
    }
    let (date, rest) = word.split_at(word.find(['T', ' ']).unwrap_or(word.len()));
    match () {
        () if is_date(date) && rest.is_empty() => Some(("a date", COUNT_TIME)),
        () if is_date(date) && is_time(&rest[1..]) => Some(("a date with a time", COUNT_TIME)),
        () if is_time(word) => Some(("a time of day", COUNT_TIME)),
        () if is_time_span(word) => Some(("a time span", LENGTH)),
        () => None,
    }
}

/// Three whole numbers, such as `2025-12-05`, `5.12.2025` or `12/5/2025`.
fn is_date(word: &str) -> bool {
    let word = word.strip_prefix('-').unwrap_or(word);
    ['-', '.', '/'].iter().any(|&sign| word.split(sign).count() == 3 && word.split(sign).all(is_digits))
}

/// Hours and minutes, with or without seconds and a zone, such as `13:05` or `13:05:00.5Z`.
fn is_time(word: &str) -> bool {
    let word = word.trim_end_matches('Z');
    let clock = word.split(['+', '-']).next().unwrap_or_default();
    let parts: Vec<&str> = clock.split(':').collect();
    let seconds = |part: &&str| part.parse::<f64>().is_ok_and(|seconds| seconds >= 0.0);
    matches!(parts.len(), 2 | 3) && parts[..2].iter().all(|part| is_digits(part)) && parts[2..].iter().all(seconds)
}

/// A length after ISO 8601, such as `P3DT12H`, or one that pandas writes, such as `3 days 12:00:00`.
fn is_time_span(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let iso = unsigned.strip_prefix('P').is_some_and(|rest| {
        rest.starts_with(|letter: char| letter == 'T' || letter.is_ascii_digit())
            && rest.chars().all(|letter| letter.is_ascii_digit() || "YMWDTHS.,".contains(letter))
    });
    let mut words = unsigned.split_whitespace();
    let counted = words.next().is_some_and(is_digits) && matches!(words.next(), Some("day" | "days"));
    iso || counted
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_known_by_their_form() {
        let kind = |word| describe_word(word).map(|(kind, _)| kind);
        for word in ["2025-12-05", "5.12.2025", "12/5/2025", "-0044-03-15"] {
            assert_eq!(kind(word), Some("a date"), "{word}");
        }
        for word in ["2025-12-05T13:05:00", "2025-12-05 13:05", "2025-12-05T13:05:00.25Z", "2025-12-05T13:05:00+02:00"]
        {
            assert_eq!(kind(word), Some("a date with a time"), "{word}");
        }
        assert_eq!([kind("13:05"), kind("13:05:00.5")], [Some("a time of day"); 2]);
        assert_eq!([kind("P14M3DT1.5S"), kind("-PT5M"), kind("3 days 12:00:00")], [Some("a time span"); 3]);
        assert!(kind("9007199254740993").is_some_and(|kind| kind.contains("digits")));
        for word in ["", "x", "T", "1.5", "P", "Peace", "a-b-c", "1-2", ":", "12:", "2025-12-05T", "Tuesday 1:2"] {
            assert_eq!(kind(word), None, "{word}");
        }
    }
}
