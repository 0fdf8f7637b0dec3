//! Days, as `2025-11-20` and in no other way.

use jiff::civil::Date;

/// The form of a day, in words.
pub(super) const DAY_ALLOWED: &str = "a day such as 2025-11-20";

/// Reason why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DayError {
    /// It is not written as a day; the same day as it should be written, where the text leaves no doubt which it is.
    NotADay(Option<Date>),
    /// There is no such year, or no such month in it.
    NoSuchMonth,
    /// The month has only this many days.
    NoSuchDay(i8),
}

impl DayError {
    /// The fault, in words that follow the text.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::NotADay(_) => "is not a day",
            Self::NoSuchMonth | Self::NoSuchDay(_) => "is not in the calendar",
        }
    }

    /// A hint that probably helps.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotADay(date) => date.map(|date| format!("write {date}")),
            Self::NoSuchMonth => None,
            Self::NoSuchDay(days) => Some(format!("that month has {days} days")),
        }
    }
}

/// The day that a text states.
///
/// # Errors
///
/// The reason why it states none.
pub(super) fn read_day(text: &str) -> Result<Date, DayError> {
    let (year, month, day) = year_month_day(text).ok_or_else(|| DayError::NotADay(guess_day(text)))?;
    // Years below 1000 are numbers of another kind, or years cut short.
    let first = Date::new(year, month, 1).ok().filter(|_| year >= 1000).ok_or(DayError::NoSuchMonth)?;
    Date::new(year, month, day).map_err(|_| DayError::NoSuchDay(first.days_in_month()))
}

/// Year, month and day of `YYYY-MM-DD`.
fn year_month_day(text: &str) -> Option<(i16, i8, i8)> {
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

/// The day that a text in another usual notation means; none where day and month could be confused.
fn guess_day(text: &str) -> Option<Date> {
    let numbers: Vec<i16> = text.split(['-', '.', '/', ' ', 'T']).take(3).map_while(|part| part.parse().ok()).collect();
    let &[one, two, three] = numbers.as_slice() else { return None };
    let (year, month, day) = match (one, two, three) {
        (1000.., _, _) => (one, two, three),
        // Above twelve it cannot be the month, and where points separate the numbers the day comes first.
        (13.., _, 1000..) => (three, two, one),
        _ if text.contains('.') => (three, two, one),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| year >= 1000)
}

/// Days since a fixed day, for distances.
pub(super) fn day_number(date: Date) -> i32 {
    (date - jiff::civil::date(2000, 1, 1)).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_one_way() {
        assert_eq!(read_day("2024-02-29"), Ok(jiff::civil::date(2024, 2, 29)));
        let hint = |text: &str| read_day(text).unwrap_err().hint();
        assert_eq!(hint("2025-02-30").as_deref(), Some("that month has 28 days"));
        assert_eq!(hint("05.11.2025").as_deref(), Some("write 2025-11-05"));
        assert_eq!(hint("2025/11/5").as_deref(), Some("write 2025-11-05"));
        assert_eq!(hint("05/11/2025"), None);
        for text in ["", "é", "2025-13-01", "0000-01-01", "٢٠٢٥-١١-٢٠", "2025-11-20T10:00"] {
            assert!(read_day(text).is_err(), "{text}");
        }
    }
}
