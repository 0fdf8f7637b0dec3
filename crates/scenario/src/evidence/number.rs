//! Numbers and their units: one unit for each kind, and how to get there from the usual others.

use crate::words::figure;

/// A number written as in a program: digits, a point, an exponent.
///
/// # Errors
///
/// Why it is none, and a hint where one is known.
pub(super) fn read(text: &str) -> Result<f64, (&'static str, Option<String>)> {
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | 'e' | 'E' | '+' | '-');
    match text.parse::<f64>() {
        Ok(value) if !value.is_finite() => Err(("is not finite", None)),
        // Adding zero takes the sign from a negative zero.
        Ok(value) if text.chars().all(plain) => Ok(value + 0.0),
        _ => Err(("is not a number", rewritten(text))),
    }
}

/// A number written in another usual way, as it should be written.
fn rewritten(text: &str) -> Option<String> {
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

/// Other words for a unit, with what to multiply by; in small letters.
const OTHERS: &[(&str, &[&str], f64)] = &[
    (
        "bn EUR",
        &["bn eur", "bneur", "billion eur", "billion euro", "billion euros", "eur bn", "bn €", "€ bn", "€bn"],
        1.0,
    ),
    (
        "bn EUR",
        &["million eur", "million euro", "million euros", "mn eur", "m eur", "mio eur", "eur million", "eur m", "€m"],
        1e-3,
    ),
    ("bn EUR", &["eur", "euro", "euros", "€"], 1e-9),
    ("bn EUR", &["tn eur", "trillion eur", "trillion euros"], 1e3),
    ("km2", &["km²", "km^2", "sq km", "sqkm", "square kilometres", "square kilometers"], 1.0),
    ("km2", &["m2", "m²", "sq m", "square metres", "square meters"], 1e-6),
    ("km2", &["ha", "hectare", "hectares"], 1e-2),
    ("km2", &["sq mi", "mi2", "mi²", "sq miles", "square miles"], 2.589_988),
    ("people", &["person", "persons", "casualties", "losses", "soldiers", "troops"], 1.0),
    ("people", &["thousand", "thousands", "thousand people", "k"], 1e3),
    ("people", &["million", "million people"], 1e6),
    ("days", &["day", "d"], 1.0),
    ("days", &["week", "weeks"], 7.0),
    ("days", &["month", "months"], 30.0),
    ("days", &["year", "years"], 365.0),
    ("days", &["hour", "hours"], 1.0 / 24.0),
    ("share", &["fraction", "chance", "of 1"], 1.0),
    ("share", &["percent", "per cent", "pct", "%", "percentage"], 1e-2),
];

/// How to get from a wrong unit to the right one, and what the number becomes.
pub(super) fn conversion(wrong: &str, right: &str, value: Option<f64>) -> Option<String> {
    let wrong = wrong.to_lowercase();
    let listed = OTHERS.iter().find(|(unit, words, _)| *unit == right && words.contains(&wrong.as_str()));
    match listed {
        Some((.., factor)) if *factor == 1.0 => Some(format!("write `{right}`")),
        Some((.., factor)) => Some(format!("{}{}", rule(*factor), becomes(value, *factor, right))),
        None if right == "bn EUR"
            && ["usd", "$", "gbp", "£", "dollar", "pound"].iter().any(|sign| wrong.contains(sign)) =>
        {
            Some("convert to euros at the rate of the day".to_owned())
        }
        None => None,
    }
}

fn rule(factor: f64) -> String {
    if factor < 1.0 {
        format!("divide by {}", grouped(1.0 / factor))
    } else {
        format!("multiply by {}", grouped(factor))
    }
}

fn becomes(value: Option<f64>, factor: f64, unit: &str) -> String {
    value.map_or(String::new(), |value| format!(": {} with the unit `{unit}`", figure(value * factor)))
}

/// What a number out of bounds was probably meant in.
pub(super) fn meant(value: f64, unit: &str, bounds: (f64, f64)) -> Option<String> {
    let (word, factor) = match unit {
        "bn EUR" => ("million", 1e-3),
        "km2" => ("m2", 1e-6),
        "share" => ("percent", 1e-2),
        _ => return None,
    };
    let fits = (bounds.0..=bounds.1).contains(&(value * factor));
    fits.then(|| format!("did you mean {word}? {}{}", rule(factor), becomes(Some(value), factor, unit)))
}

/// A whole number with commas between thousands; any other as it is.
pub(super) fn grouped(value: f64) -> String {
    let text = figure((value * 1e6).round() / 1e6);
    if text.contains(['.', 'e']) || text.len() < 4 {
        return text;
    }
    let comma = |(at, digit): (usize, char)| {
        let mark = at > 0 && (text.len() - at).is_multiple_of(3);
        if mark { format!(",{digit}") } else { digit.to_string() }
    };
    text.chars().enumerate().map(comma).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(read("1.5e3"), Ok(1500.0));
        assert!(read("-0").is_ok_and(f64::is_sign_positive));
        assert_eq!(["nan", "inf", "1e400"].map(|text| read(text).unwrap_err().0), ["is not finite"; 3]);
        let hint = |text: &str| read(text).unwrap_err().1.unwrap_or_default();
        assert_eq!(hint("1,5"), "write 1.5, with a point");
        assert_eq!(hint("1,500"), "write 1500, without marks between digits");
        assert_eq!(hint("12 000"), "write 12000, without marks between digits");
        assert!(hint("5 bn").contains("`unit`"));
        assert_eq!(hint("many"), "");
    }

    #[test]
    fn units_are_converted() {
        let hint = |wrong, right, value| conversion(wrong, right, Some(value)).unwrap_or_default();
        assert_eq!(hint("million EUR", "bn EUR", 4200.0), "divide by 1,000: 4.2 with the unit `bn EUR`");
        assert_eq!(hint("%", "share", 45.0), "divide by 100: 0.45 with the unit `share`");
        assert_eq!(hint("km²", "km2", 1.0), "write `km2`");
        assert_eq!(hint("sq mi", "km2", 100.0), "multiply by 2.58999: 258.999 with the unit `km2`");
        assert!(hint("bn USD", "bn EUR", 1.0).contains("rate"));
        assert_eq!(hint("apples", "km2", 1.0), "");
        assert!(
            meant(4200.0, "bn EUR", (0.0, 200.0)).is_some_and(|hint| hint.contains("million") && hint.contains("4.2"))
        );
        assert_eq!(meant(1e9, "bn EUR", (0.0, 200.0)), None);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([100.0, 1000.0, 1e6, 36500.0].map(grouped), ["100", "1,000", "1,000,000", "36,500"]);
    }
}
