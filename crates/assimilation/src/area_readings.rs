//! Readings of the area held, brought from their days to the ends of steps.

use standoff_scenario::{Date, Scenario, months_between};
use std::ops::RangeInclusive;

/// Months before a reading within which an earlier one tells its pace: over a few days maps differ by more than the front
/// moves, and a pace of long ago is none.
const PACE_MONTHS: RangeInclusive<f64> = 0.65..=2.5;

/// Readings of the area so far.
#[derive(Debug, Default)]
pub(super) struct AreaReadings {
    /// True where the pace of the front has a memory: one without any does not go on.
    pace_lasts: bool,
    /// Areas in km², by day.
    past: Vec<(Date, f64)>,
}

impl AreaReadings {
    /// No readings yet of the war of a scenario.
    pub fn new(scenario: &Scenario) -> Self {
        let pace_lasts = scenario.central_values().get("front.pace_spread").is_some_and(|spread| spread > 0.0);
        Self { pace_lasts, past: Vec::new() }
    }

    /// Takes up a reading of `area` on a day, and returns the area on a later day `end`: the pace since an earlier reading
    /// goes on for the days between. A month that ends early in a step would else put its area days too late. The next
    /// reading is not used, since nobody knew it then.
    pub fn area_on_later_day_km2(&mut self, (day, area): (Date, f64), end: Date) -> f64 {
        let tells_pace = |past: &&(Date, f64)| PACE_MONTHS.contains(&months_between(past.0, day));
        let earlier = self.past.iter().rev().find(tells_pace).copied().filter(|_| self.pace_lasts);
        self.past.push((day, area));
        let left = months_between(day, end);
        match earlier {
            Some((from, then)) if left > 0.0 => area + (area - then) / months_between(from, day) * left,
            _ => area,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AreaReadings;
    use standoff_scenario::date;

    /// The pace is that of the month, also where a reading lies between.
    #[test]
    fn an_area_goes_on_at_the_pace_of_the_month() {
        let remembering = || AreaReadings { pace_lasts: true, ..AreaReadings::default() };
        let mut readings = remembering();
        let mut area = |day: i8, area: f64, end: i8| {
            readings.area_on_later_day_km2((date(2001, 1, day), area), date(2001, 1, end))
        };
        assert_eq!(area(1, 1000.0, 5), 1000.0);
        assert_eq!(area(27, 1500.0, 27), 1500.0);
        assert!((area(31, 1600.0, 31) - 1600.0).abs() < 1e-9);
        let mut readings = remembering();
        readings.area_on_later_day_km2((date(2001, 1, 1), 1000.0), date(2001, 1, 5));
        let later = readings.area_on_later_day_km2((date(2001, 1, 31), 1600.0), date(2001, 2, 3));
        assert!((later - 1660.0).abs() < 1e-9, "{later}");
        let mut forgetful = AreaReadings::default();
        forgetful.area_on_later_day_km2((date(2001, 1, 1), 1000.0), date(2001, 1, 5));
        assert_eq!(forgetful.area_on_later_day_km2((date(2001, 1, 31), 1600.0), date(2001, 2, 3)), 1600.0);
    }
}
