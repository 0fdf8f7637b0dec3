//! Dates in the one form that the brief has: 5 December 2025.

use standoff_prose::words::MONTHS;

/// Year, month and day of a date such as 2025-12-05; none where it is not one.
fn parse_parts(date: &str) -> Option<[usize; 3]> {
    let shaped = date.len() == 10
        && date
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<usize>().ok();
    let parts = if shaped { [part(0, 4)?, part(5, 7)?, part(8, 10)?] } else { return None };
    ((1..=12).contains(&parts[1]) && (1..=31).contains(&parts[2])).then_some(parts)
}

/// A date such as 2025-12-05 as "5 December 2025"; none where the text is not one.
pub(crate) fn format_date(date: &str) -> Option<String> {
    let [year, month, day] = parse_parts(date)?;
    Some(format!("{day} {} {year}", MONTHS[month - 1]))
}

/// The month that lies some months after a date: "December 2030".
pub(crate) fn month_after(date: &str, months: usize) -> Option<String> {
    let [year, month, _] = parse_parts(date)?;
    let place = month - 1 + months;
    Some(format!("{} {}", MONTHS[place % 12], year + place / 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_words() {
        assert_eq!(format_date("2001-03-04").as_deref(), Some("4 March 2001"));
        assert_eq!(["2001-13-04", "2001-03", "04-03-2001"].map(format_date), [None, None, None]);
        assert_eq!(month_after("2001-03-04", 60).as_deref(), Some("March 2006"));
        assert_eq!(month_after("2001-12-04", 1).as_deref(), Some("January 2002"));
    }
}
