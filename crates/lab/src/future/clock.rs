//! Steps of a future and the months at which they end.

/// Length of a step and number of steps up to the horizon.
///
/// ```
/// use standoff_lab::future::clock::Clock;
/// let weekly = Clock::new(true, 60);
/// assert_eq!((weekly.horizon_steps, weekly.steps_in_months(1), weekly.months_after(52)), (260, 4, 12.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Steps in a year.
    pub steps_per_year: usize,
    /// Steps to the horizon.
    pub horizon_steps: usize,
}

impl Clock {
    /// Weekly or monthly steps up to a horizon in months; month `m` ends with step `m·52/12`, rounded down, or `m`
    /// (decision 2).
    pub fn new(weekly: bool, horizon_months: usize) -> Self {
        let steps_a_year = if weekly { 52 } else { 12 };
        Self { steps_per_year: steps_a_year, horizon_steps: horizon_months * steps_a_year / 12 }
    }

    /// Length of a step in months.
    pub fn step_months(&self) -> f64 {
        12.0 / self.steps_per_year as f64
    }

    /// Months from the start to the end of a step.
    pub fn months_after(&self, steps: usize) -> f64 {
        12.0 * steps as f64 / self.steps_per_year as f64
    }

    /// Number of whole steps that end within a number of months.
    pub fn steps_in_months(&self, months: usize) -> usize {
        months * self.steps_per_year / 12
    }
}
