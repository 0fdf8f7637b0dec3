//! Arguments that several estimates share: shares, times, names of columns.

/// A share strictly between 0 and 1, such as a level of confidence.
pub fn share(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("allowed: a number between 0 and 1, such as 0.95".to_owned()),
    }
}

/// A share above 0 and up to 1.
pub fn whole_share(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("allowed: a number above 0 and up to 1, such as 0.8".to_owned()),
    }
}

/// A share between 0 and one half.
pub fn less_than_half(word: &str) -> Result<f64, String> {
    match word.parse() {
        Ok(share) if share > 0.0 && share < 0.5 => Ok(share),
        _ => Err("allowed: a number between 0 and 0.5, such as 0.05".to_owned()),
    }
}

/// A time from 0 on.
pub fn time(word: &str) -> Result<f64, String> {
    match word.trim().parse::<f64>() {
        Ok(time) if time.is_finite() && time >= 0.0 => Ok(time),
        _ => Err("allowed: a number from 0 on, such as 12".to_owned()),
    }
}

/// A time beyond 0.
pub fn positive(word: &str) -> Result<f64, String> {
    time(word).and_then(|time| if time > 0.0 { Ok(time) } else { Err("allowed: a number above 0".to_owned()) })
}

/// Any finite number.
pub fn number(word: &str) -> Result<f64, String> {
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
        assert!(share("0.95").is_ok() && share("1").is_err() && share("0").is_err() && share("NaN").is_err());
        assert!(whole_share("1").is_ok() && whole_share("0").is_err() && whole_share("1.1").is_err());
        assert!(less_than_half("0.49").is_ok() && less_than_half("0.5").is_err() && less_than_half("x").is_err());
        assert!(time("0").is_ok() && time("-1").is_err() && time("inf").is_err());
        assert!(positive("0").is_err() && positive("2").is_ok());
        assert!(number("-1e3").is_ok() && number("x").is_err());
    }
}
