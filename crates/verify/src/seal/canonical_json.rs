//! JSON with one spelling only, so that every program gets the same digest (decision 83).

use serde_json::{Number, Value};
use standoff_scenario::sha256;

/// Rounding to four decimals: programs spell smaller numbers in different ways, some with exponents.
const DECIMALS: f64 = 1e4;
/// Integers below this have the same spelling in every program.
const LARGEST_WHOLE: f64 = 1e15;

/// The canonical JSON of a value: keys sorted, no white space, characters beyond ASCII as they are.
///
/// ```
/// let value = serde_json::json!({ "b": [1, 0.25, null], "a": "é" });
/// assert_eq!(standoff_verify::seal::canonical_json(&value), r#"{"a":"é","b":[1,0.25,null]}"#);
/// ```
pub fn canonical_json(value: &Value) -> String {
    let mut text = String::new();
    write_value(value, &mut text);
    text
}

fn write_value(value: &Value, text: &mut String) {
    match value {
        Value::Object(keys) => {
            // Sorted here, because `serde_json` keeps the order of insertion if any crate of the build turns that
            // feature on.
            let mut names: Vec<&String> = keys.keys().collect();
            names.sort_unstable();
            let write_entry = |name: &&String, text: &mut String| {
                *text += &format!("{}:", Value::String((*name).clone()));
                write_value(&keys[*name], text);
            };
            write_list(&names, ['{', '}'], text, write_entry);
        }
        Value::Array(items) => write_list(items, ['[', ']'], text, write_value),
        other => *text += &other.to_string(),
    }
}

fn write_list<T>(items: &[T], signs: [char; 2], text: &mut String, write: impl Fn(&T, &mut String)) {
    text.push(signs[0]);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(item, text);
    }
    text.push(signs[1]);
}

/// SHA-256 of the canonical JSON, in hexadecimal.
///
/// ```
/// let empty = standoff_verify::seal::digest_json(&serde_json::json!({}));
/// assert!(empty.starts_with("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
/// ```
pub fn digest_json(value: &Value) -> String {
    sha256(canonical_json(value).as_bytes())
}

/// Rewrites a value so that every program spells it the same: numbers rounded, control characters replaced by spaces.
pub(super) fn tidy_value(value: Value) -> Value {
    match value {
        Value::Object(keys) => keys.into_iter().map(|(name, value)| (name, tidy_value(value))).collect(),
        Value::Array(items) => items.into_iter().map(tidy_value).collect(),
        Value::String(text) => {
            Value::String(text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect())
        }
        Value::Number(number) if number.is_f64() => number.as_f64().map_or(Value::Null, round_number),
        other => other,
    }
}

fn round_number(value: f64) -> Value {
    // From here on a number has no decimals to round, and one that is much larger would become infinite on the way.
    let value = if value.abs() < LARGEST_WHOLE { (value * DECIMALS).round() / DECIMALS } else { value };
    if value.fract() == 0.0 && value.abs() < LARGEST_WHOLE {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_have_one_way_of_writing() {
        let found = tidy_value(json!([0.1 + 0.2, 1.0, 1e-9, -0.0, 0.000_05, 12_345.678_91, 1e-4, 7]));
        assert_eq!(canonical_json(&found), "[0.3,1,0,0,0.0001,12345.6789,0.0001,7]");
        assert_eq!(tidy_value(found.clone()), found);
    }

    #[test]
    fn a_number_too_large_to_be_multiplied_is_written_and_not_lost() {
        assert_eq!(tidy_value(json!([1e305, -1e305, 1e20])), json!([1e305, -1e305, 1e20]));
    }

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(canonical_json(&tidy_value(json!("a\u{7f}\n\"\\é"))), r#""a  \"\\é""#);
    }
}
