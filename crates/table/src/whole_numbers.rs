//! Whole numbers as floats: only those that keep every digit.
//!
//! A float holds every whole number up to 2^53 and only some beyond. A longer one, such as an identifier of 64 bits,
//! would change its last digits without a word, so it is kept as text and refused where a number is needed.

/// The number as a float, if no digit is lost.
///
/// ```
/// use standoff_table::whole_numbers::exact_float;
/// assert_eq!(exact_float(1 << 53), Some(9007199254740992.0));
/// assert_eq!(exact_float((1 << 53) + 1), None);
/// ```
pub fn exact_float(number: i128) -> Option<f64> {
    let float = number as f64;
    // The cast back saturates, so the largest value would pass without having been kept.
    (float as i128 == number && number != i128::MAX).then_some(float)
}

/// The number that a word writes. None where it is no number, or a whole number of more digits than a float keeps.
///
/// ```
/// use standoff_table::whole_numbers::parse_number;
/// assert_eq!(parse_number("-1e3"), Some(-1000.0));
/// assert_eq!([parse_number("9007199254740993"), parse_number("many")], [None, None]);
/// ```
pub fn parse_number(word: &str) -> Option<f64> {
    if loses_digits(word) { None } else { word.parse().ok() }
}

/// `true` if a word writes a whole number of more digits than a float keeps.
///
/// ```
/// use standoff_table::whole_numbers::loses_digits;
/// assert!(loses_digits("9007199254740993") && !loses_digits("9007199254740992") && !loses_digits("9.1e15"));
/// ```
pub fn loses_digits(word: &str) -> bool {
    // Of 15 digits every whole number is exact; this spares nearly all values the conversion below.
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let whole = digits.len() > 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    whole && word.parse().ok().and_then(exact_float).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept_or_the_number_is_none() {
        for word in ["0", "-7", "+12", "9007199254740992", "-9007199254740992", "9007199254740994", "1e300", "0.1"] {
            assert!(parse_number(word).is_some(), "{word}");
        }
        let long = "1".repeat(60);
        for word in ["9007199254740993", "-9007199254740993", "18446744073709551615", &long, "", "1 2", "x"] {
            assert_eq!(parse_number(word), None, "{word}");
        }
        assert_eq!([exact_float(i128::MAX), exact_float(i128::MIN)], [None, Some(i128::MIN as f64)]);
    }
}
