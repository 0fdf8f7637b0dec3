//! Parsers of values that several estimators take: shares, times, numbers.

/// Parses a share strictly between 0 and 1, such as a level of confidence.
pub fn parse_share(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("allowed: a number between 0 and 1, such as 0.95".to_owned()),
    }
}

/// Parses a share above 0 and up to 1.
pub fn parse_whole_share(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("allowed: a number above 0 and up to 1, such as 0.8".to_owned()),
    }
}

/// Parses a share between 0 and one half.
pub fn parse_share_below_half(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share < 0.5 => Ok(share),
        _ => Err("allowed: a number between 0 and 0.5, such as 0.05".to_owned()),
    }
}

/// Parses a time from 0 on.
pub fn parse_time(word: &str) -> Result<f64, String> {
    match word.trim().parse::<f64>() {
        Ok(time) if time.is_finite() && time >= 0.0 => Ok(time),
        _ => Err("allowed: a number from 0 on, such as 12".to_owned()),
    }
}

/// Parses a time beyond 0.
pub fn parse_positive_time(word: &str) -> Result<f64, String> {
    parse_time(word).and_then(|time| if time > 0.0 { Ok(time) } else { Err("allowed: a number above 0".to_owned()) })
}

/// Parses any finite number.
pub fn parse_number(word: &str) -> Result<f64, String> {
    match word.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("allowed: a number, such as 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_kept() {
        assert!(
            parse_share("0.95").is_ok()
                && parse_share("1").is_err()
                && parse_share("0").is_err()
                && parse_share("NaN").is_err()
        );
        assert!(parse_whole_share("1").is_ok() && parse_whole_share("0").is_err() && parse_whole_share("1.1").is_err());
        assert!(
            parse_share_below_half("0.49").is_ok()
                && parse_share_below_half("0.5").is_err()
                && parse_share_below_half("x").is_err()
        );
        assert!(parse_time("0").is_ok() && parse_time("-1").is_err() && parse_time("inf").is_err());
        assert!(parse_positive_time("0").is_err() && parse_positive_time("2").is_ok());
        assert!(parse_number("-1e3").is_ok() && parse_number("x").is_err());
    }
}
