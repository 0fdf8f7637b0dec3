//! Days on the clock of the war, on which 12 months are 52 weeks.

use std::fmt;

use jiff::civil::Date;

/// Days in a month of the clock.
pub const DAYS_A_MONTH: f64 = 364.0 / 12.0;

/// Length of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepLength {
    /// Seven days.
    Week,
    /// A twelfth of 52 weeks.
    Month,
}

impl StepLength {
    /// Length in months.
    pub fn months(self) -> f64 {
        match self {
            Self::Week => standoff_world::quantity::MONTHS_PER_WEEK,
            Self::Month => 1.0,
        }
    }

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Steps that cover this many months, the last of which may reach beyond them.
    pub fn steps_in_months(self, months: u32) -> usize {
        let months = months as usize;
        match self {
            Self::Week => (months * 52).div_ceil(12),
            Self::Month => months,
        }
    }
}

impl fmt::Display for StepLength {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Months from `start` to `date`, 52 weeks to the year; negative before the start.
///
/// ```
/// use standoff_scenario::{date, months_between};
/// let (start, later) = (date(2025, 12, 5), date(2026, 12, 4));
/// assert_eq!(months_between(start, later), 12.0);
/// ```
pub fn months_between(start: Date, date: Date) -> f64 {
    f64::from((date - start).get_days()) * 12.0 / 364.0
}

/// Whether a time, in months from the start, lies within a forecast of `horizon_months`.
///
/// A year of the clock has 364 days. A deadline on the same day of a later year lies up to 366 days away for each year,
/// and a week, about a quarter of a month, is allowed in addition.
pub(crate) fn is_within_horizon(horizon_months: u32, months: f64) -> bool {
    months <= f64::from(horizon_months) * (366.0 / 364.0) + 0.25
}
