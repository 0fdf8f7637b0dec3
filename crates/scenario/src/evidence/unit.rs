//! Units: one for each kind of event, and how to get there from the usual others.

use super::number::group_thousands;
use crate::words::format_number;

/// Other words for a unit, with what to multiply by; in small letters.
const OTHER_UNITS: &[(&str, &[&str], f64)] = &[
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

/// Hint on the way from a wrong unit to the right one, with the number in the right one.
pub(super) fn suggest_conversion(wrong: &str, right: &str, value: Option<f64>) -> Option<String> {
    let wrong = wrong.to_lowercase();
    let listed = OTHER_UNITS.iter().find(|(unit, words, _)| *unit == right && words.contains(&wrong.as_str()));
    match listed {
        Some((.., factor)) if *factor == 1.0 => Some(format!("write `{right}`")),
        Some((.., factor)) => Some(format!("{}{}", describe_factor(*factor), describe_result(value, *factor, right))),
        None if right == "bn EUR"
            && ["usd", "$", "gbp", "£", "dollar", "pound"].iter().any(|sign| wrong.contains(sign)) =>
        {
            Some("convert to euros at the rate of the day".to_owned())
        }
        None => None,
    }
}

fn describe_factor(factor: f64) -> String {
    if factor < 1.0 {
        format!("divide by {}", group_thousands(1.0 / factor))
    } else {
        format!("multiply by {}", group_thousands(factor))
    }
}

fn describe_result(value: Option<f64>, factor: f64, unit: &str) -> String {
    value.map_or(String::new(), |value| format!(": {} with the unit `{unit}`", format_number(value * factor)))
}

/// Hint on the unit in which a number out of bounds was probably meant.
pub(super) fn suggest_unit(value: f64, unit: &str, bounds: (f64, f64)) -> Option<String> {
    let (word, factor) = match unit {
        "bn EUR" => ("million", 1e-3),
        "km2" => ("m2", 1e-6),
        "share" => ("percent", 1e-2),
        _ => return None,
    };
    let fits = (bounds.0..=bounds.1).contains(&(value * factor));
    fits.then(|| {
        format!("did you mean {word}? {}{}", describe_factor(factor), describe_result(Some(value), factor, unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_converted() {
        let hint = |wrong, right, value| suggest_conversion(wrong, right, Some(value)).unwrap_or_default();
        assert_eq!(hint("million EUR", "bn EUR", 4200.0), "divide by 1,000: 4.2 with the unit `bn EUR`");
        assert_eq!(hint("%", "share", 45.0), "divide by 100: 0.45 with the unit `share`");
        assert_eq!(hint("km²", "km2", 1.0), "write `km2`");
        assert_eq!(hint("sq mi", "km2", 100.0), "multiply by 2.58999: 258.999 with the unit `km2`");
        assert!(hint("bn USD", "bn EUR", 1.0).contains("rate"));
        assert_eq!(hint("apples", "km2", 1.0), "");
        assert!(
            suggest_unit(4200.0, "bn EUR", (0.0, 200.0))
                .is_some_and(|hint| hint.contains("million") && hint.contains("4.2"))
        );
        assert_eq!(suggest_unit(1e9, "bn EUR", (0.0, 200.0)), None);
    }
}
