//! Days of the calendar, as an axis of time needs them.

/// A day of the Gregorian calendar. Months and days beyond the calendar count as its nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Date {
    /// A day.
    pub const fn new(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    fn clamped_parts(self) -> (i64, i64, i64) {
        (i64::from(self.year.clamp(-9999, 9999)), i64::from(self.month.clamp(1, 12)), i64::from(self.day.clamp(1, 31)))
    }

    /// Days since 1 January 1970. Years are counted from March, so that the odd day of a leap year is the last.
    pub fn days_since_1970(self) -> f64 {
        let (year, month, day) = self.clamped_parts();
        let year = if month > 2 { year } else { year - 1 };
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        (365 * year + leaps + of_year - 719_468) as f64
    }

    /// Months since the year 0.
    pub(crate) fn months_since_year_0(self) -> i64 {
        let (year, month, _) = self.clamped_parts();
        12 * year + month - 1
    }

    /// The first day of a month, counted since the year 0.
    pub(crate) fn first_of_month(months: i64) -> Self {
        Self::new(months.div_euclid(12) as i32, months.rem_euclid(12) as u8 + 1, 1)
    }

    /// "Dec 2026".
    pub(crate) fn month_name(self) -> String {
        let (year, month, _) = self.clamped_parts();
        format!("{} {year}", MONTHS[month as usize - 1])
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.clamped_parts().2, self.month_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_calendar() {
        assert_eq!(Date::new(1970, 1, 1).days_since_1970(), 0.0);
        assert_eq!(Date::new(2000, 3, 1).days_since_1970() - Date::new(2000, 2, 28).days_since_1970(), 2.0);
        assert_eq!(Date::new(2025, 3, 1).days_since_1970() - Date::new(2024, 3, 1).days_since_1970(), 365.0);
        assert_eq!(Date::first_of_month(Date::new(2024, 12, 5).months_since_year_0() + 1), Date::new(2025, 1, 1));
        assert_eq!(Date::new(2024, 12, 5).to_string(), "5 Dec 2024");
    }
}
