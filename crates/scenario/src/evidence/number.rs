//! Numbers as a log writes them.

use crate::words::format_number;

/// Reason why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NumberError {
    /// It is infinite, or not a number by its own words.
    NotFinite,
    /// It is not written as a number; with a hint where one is known.
    NotANumber(Option<String>),
}

impl NumberError {
    /// The fault, in words that follow the text.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::NotFinite => "is not finite",
            Self::NotANumber(_) => "is not a number",
        }
    }

    /// A hint that probably helps.
    pub fn hint(self) -> Option<String> {
        match self {
            Self::NotFinite => None,
            Self::NotANumber(hint) => hint,
        }
    }
}

/// A number written as in a program: digits, a point, an exponent.
///
/// # Errors
///
/// The reason why it is none.
pub(super) fn read_number(text: &str) -> Result<f64, NumberError> {
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | 'e' | 'E' | '+' | '-');
    match text.parse::<f64>() {
        Ok(value) if !value.is_finite() => Err(NumberError::NotFinite),
        // Adding zero takes the sign from a negative zero, whose bits would sort before every other value.
        Ok(value) if text.chars().all(plain) => Ok(value + 0.0),
        _ => Err(NumberError::NotANumber(suggest_number(text))),
    }
}

/// A number written in another usual way, as it should be written.
fn suggest_number(text: &str) -> Option<String> {
    let parses = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let joined: String = text.chars().filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '\'' | '_')).collect();
    let thousands = joined.split(',').skip(1).all(|part| part.split('.').next().is_some_and(|part| part.len() == 3));
    let without = joined.replace(',', "");
    let point = joined.replacen(',', ".", 1);
    if joined.contains(',') && !thousands && parses(&point) {
        return Some(format!("write {point}, with a point"));
    }
    if parses(&without) {
        return Some(format!("write {without}, without marks between digits"));
    }
    let number: String = text.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    parses(&number).then(|| "write the number alone; what follows it belongs under `unit`".to_owned())
}

/// A whole number with commas between thousands; any other as it is.
pub(super) fn group_thousands(value: f64) -> String {
    let text = format_number((value * 1e6).round() / 1e6);
    if text.contains(['.', 'e']) || text.len() < 4 {
        return text;
    }
    let comma = |(at, digit): (usize, char)| {
        let mark = at > 0 && (text.len() - at).is_multiple_of(3);
        if mark { format!(",{digit}") } else { digit.to_string() }
    };
    text.chars().enumerate().map(comma).collect()
}

/// Bounds in words.
pub(super) fn describe_bounds((least, most): (f64, f64)) -> String {
    format!("{} to {}", group_thousands(least), group_thousands(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(read_number("1.5e3"), Ok(1500.0));
        assert!(read_number("-0").is_ok_and(f64::is_sign_positive));
        assert_eq!(["nan", "inf", "1e400"].map(|text| read_number(text).unwrap_err().describe()), ["is not finite"; 3]);
        let hint = |text: &str| read_number(text).unwrap_err().hint().unwrap_or_default();
        assert_eq!(hint("1,5"), "write 1.5, with a point");
        assert_eq!(hint("1,500"), "write 1500, without marks between digits");
        assert_eq!(hint("12 000"), "write 12000, without marks between digits");
        assert!(hint("5 bn").contains("`unit`"));
        assert_eq!(hint("many"), "");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([100.0, 1000.0, 1e6, 36500.0].map(group_thousands), ["100", "1,000", "1,000,000", "36,500"]);
    }
}
