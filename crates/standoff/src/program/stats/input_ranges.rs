//! Ranges of inputs on the command line.

use standoff::table::designs::InputRange;

/// Parses `NAME=LOW..HIGH`.
pub fn parse_range(word: &str) -> Result<InputRange, String> {
    let parts = word.rsplit_once('=').and_then(|(name, range)| Some((name, range.split_once("..")?)));
    let range = parts.and_then(|(name, (low, high))| Some((name, low.parse().ok()?, high.parse().ok()?)));
    match range {
        Some((name, low, high)) if !name.is_empty() && f64::is_finite(low) && f64::is_finite(high) && low < high => {
            Ok(InputRange { name: name.to_owned(), low, high })
        }
        _ => Err("allowed: NAME=LOW..HIGH with LOW below HIGH, such as x=0..1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let range = |name: &str, low, high| Ok(InputRange { name: name.to_owned(), low, high });
        assert_eq!(parse_range("a=b=-1..2.5"), range("a=b", -1.0, 2.5));
        assert_eq!(parse_range("a,b=0..1"), range("a,b", 0.0, 1.0));
        for word in ["x", "x=", "x=1", "x=2..1", "x=1..1", "x=0..inf", "x=a..b", "=0..1"] {
            assert!(parse_range(word).is_err(), "{word}");
        }
    }
}
