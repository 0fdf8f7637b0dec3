//! Days, as `2025-11-20` and in no other way.

use jiff::civil::Date;

/// What stands for a day, in words.
pub(super) const DAY_ALLOWED: &str = "a day such as 2025-11-20";

/// The day that a text says.
///
/// # Errors
///
/// Why it is none: words for the message, and a hint where one is known.
pub(super) fn read_day(text: &str) -> Result<Date, (String, Option<String>)> {
    let Some((year, month, day)) = year_month_day(text) else {
        return Err(("is not a day".to_owned(), suggest_day(text)));
    };
    let first = Date::new(year, month, 1).ok().filter(|_| year >= 1000);
    let Some(first) = first else { return Err(("is not in the calendar".to_owned(), None)) };
    Date::new(year, month, day).map_err(|_| {
        let hint = format!("that month has {} days", first.days_in_month());
        ("is not in the calendar".to_owned(), Some(hint))
    })
}

/// Year, month and day of `YYYY-MM-DD`.
fn year_month_day(text: &str) -> Option<(i16, i8, i8)> {
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

/// A day written in another usual way, as it should be written; where day and month could be confused, nothing.
fn suggest_day(text: &str) -> Option<String> {
    let numbers: Vec<i16> = text.split(['-', '.', '/', ' ', 'T']).take(3).map_while(|part| part.parse().ok()).collect();
    let &[one, two, three] = numbers.as_slice() else { return None };
    let (year, month, day) = match (one, two, three) {
        (1000.., _, _) => (one, two, three),
        (13.., _, 1000..) => (three, two, one),
        _ if text.contains('.') => (three, two, one),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| year >= 1000)?;
    Some(format!("write {date}"))
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
        let hint = |text: &str| read_day(text).unwrap_err().1;
        assert_eq!(hint("2025-02-30").as_deref(), Some("that month has 28 days"));
        assert_eq!(hint("05.11.2025").as_deref(), Some("write 2025-11-05"));
        assert_eq!(hint("2025/11/5").as_deref(), Some("write 2025-11-05"));
        assert_eq!(hint("05/11/2025"), None);
        for text in ["", "é", "2025-13-01", "0000-01-01", "٢٠٢٥-١١-٢٠", "2025-11-20T10:00"] {
            assert!(read_day(text).is_err(), "{text}");
        }
    }
}
