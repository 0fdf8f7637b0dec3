//! Dates, moments and times of day as text after ISO 8601, as a CSV file would have them.

use super::time_unit::{DAY_SECONDS, TimeUnit};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const SECOND: i128 = 1_000_000_000;

/// The date of a day counted from 1 January 1970; none beyond the year 9999.
pub fn date_text(day: i32) -> Option<String> {
    civil_time(i128::from(day) * DAY_SECONDS * SECOND).map(|time| time.date().to_string())
}

/// A moment, with `Z` behind it if it is in UTC; none beyond the year 9999.
pub fn moment_text(nanoseconds: i128, utc: bool) -> Option<String> {
    civil_time(nanoseconds).map(|time| format!("{time}{}", if utc { "Z" } else { "" }))
}

/// A time of day; none if it does not lie within one day.
pub fn time_text(nanoseconds: i128) -> Option<String> {
    let within = (0..DAY_SECONDS * SECOND).contains(&nanoseconds);
    civil_time(nanoseconds).filter(|_| within).map(|time| time.time().to_string())
}

/// The moment of the older form: nanoseconds within a day, and a day by Julian count.
pub fn old_moment_nanoseconds(words: &[u32]) -> i128 {
    const JULIAN_DAY_OF_1970: i128 = 2_440_588;
    let word = |place: usize| i128::from(words.get(place).copied().unwrap_or(0));
    (word(2) - JULIAN_DAY_OF_1970) * DAY_SECONDS * SECOND + (word(1) << 32) + word(0)
}

/// A length of time in months, days and milliseconds, as it is stored: as days if it has no months, since a month has
/// no fixed length; otherwise as text after ISO 8601.
pub fn interval(bytes: &[u8]) -> Result<f64, String> {
    let part = |place: usize| {
        let bytes = bytes.get(4 * place..4 * place + 4).and_then(|bytes| bytes.try_into().ok());
        u32::from_le_bytes(bytes.unwrap_or_default())
    };
    let [months, days, milliseconds] = [0, 1, 2].map(part);
    if months == 0 {
        return Ok(f64::from(days) + TimeUnit::Milliseconds.to_days(i64::from(milliseconds)));
    }
    Err(format!("P{months}M{days}DT{}S", f64::from(milliseconds) / 1000.0))
}

fn civil_time(nanoseconds: i128) -> Option<DateTime> {
    Timestamp::from_nanosecond(nanoseconds).ok().map(|moment| Offset::UTC.to_datetime(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_after_iso_8601() {
        assert_eq!([date_text(20_427), date_text(-1)], [Some("2025-12-05".into()), Some("1969-12-31".into())]);
        assert_eq!(date_text(i32::MAX), None);
        assert_eq!(moment_text(1_500_000_000, false).unwrap(), "1970-01-01T00:00:01.5");
        assert_eq!(moment_text(-1, true).unwrap(), "1969-12-31T23:59:59.999999999Z");
        assert_eq!(moment_text(i128::MAX, true), None);
        assert_eq!(time_text(TimeUnit::Milliseconds.to_nanoseconds(43_200_500)).unwrap(), "12:00:00.5");
        assert_eq!([time_text(-1), time_text(DAY_SECONDS * SECOND)], [None, None]);
        assert_eq!(old_moment_nanoseconds(&[1, 0, 2_440_589]), DAY_SECONDS * SECOND + 1);
    }

    #[test]
    fn months_have_no_fixed_length() {
        let bytes = |parts: [u32; 3]| parts.iter().flat_map(|part| part.to_le_bytes()).collect::<Vec<u8>>();
        assert_eq!(interval(&bytes([0, 2, 43_200_000])), Ok(2.5));
        assert_eq!(interval(&bytes([14, 3, 1500])), Err("P14M3DT1.5S".to_owned()));
        assert_eq!(interval(&[]), Ok(0.0));
    }
}
