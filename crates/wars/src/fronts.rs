//! Forecasts of the front by methods that know no politics: it stays, or goes on as it did.

use crate::library::LibraryWar;
use jiff::Span;
use jiff::civil::Date;
use standoff_lab::record::series::RecordSeries;
use standoff_num::sums::mean;
use standoff_scenario::{DAYS_A_MONTH, months_between};

/// Names of the forecasters, in the order in which they are listed.
pub const NAMES: [&str; 2] = ["persistence", "drift"];

/// Months ahead for which the front is forecast.
pub const FRONT_MONTHS: [usize; 2] = [3, 12];

/// Months over which drift looks back.
const DRIFT_MONTHS: f64 = 6.0;

/// Where the front of a war stood by day, as a share of the stake.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontRecord {
    /// Readings, in order of time; the first is the scenario's first day.
    readings: Vec<(Date, f64)>,
    ended: Date,
}

/// Changes of the front in a war over the months of [`FRONT_MONTHS`], one list each.
pub type Changes = [Vec<f64>; 2];

impl FrontRecord {
    /// The front of a war as its record has it, of whatever day it became known.
    pub fn new(war: &LibraryWar) -> Self {
        Self::of_series(war, Date::MAX)
    }

    /// The front as it was known by a day.
    pub fn known_by(war: &LibraryWar, day: Date) -> Self {
        Self::of_series(war, day)
    }

    fn of_series(war: &LibraryWar, known: Date) -> Self {
        let structure = &war.scenario.structure;
        let step = war.scenario.central_values().get("front.area_per_step").unwrap_or(1.0);
        let stake = step * structure.front_steps as f64;
        let first = (war.scenario.start, structure.front_start as f64 / structure.front_steps as f64);
        let series = RecordSeries::new(&war.scenario, &war.log, known);
        let share = |&(day, area): &(Date, f64)| (day, (area / stake).clamp(0.0, 1.0));
        let ended = war.outcome.ended;
        let later = series.areas_km2.iter().map(share).filter(|(day, _)| *day > first.0 && *day < ended);
        let last = (known >= ended).then_some((ended, war.outcome.front_at_end));
        Self { readings: std::iter::once(first).chain(later).chain(last).collect(), ended }
    }

    /// The front on a day, between the readings on either side; the last where there is none after it.
    pub fn share_on(&self, day: Date) -> f64 {
        let after = self.readings.partition_point(|(at, _)| *at <= day);
        let (from, before) = self.readings[after.saturating_sub(1)];
        match self.readings.get(after) {
            Some(&(to, next)) if after > 0 => {
                before + (next - before) * months_between(from, day) / months_between(from, to)
            }
            _ => before,
        }
    }

    /// What the front had come to so many months after an origin; none where the war was over by then.
    pub fn outcome(&self, origin: Date, months: usize) -> Option<f64> {
        let day = months_after(origin, months as f64);
        (day < self.ended).then(|| self.share_on(day))
    }

    /// Changes from each of some origins.
    pub fn changes(&self, origins: &[Date]) -> Changes {
        FRONT_MONTHS.map(|months| {
            let change = |&origin: &Date| Some(self.outcome(origin, months)? - self.share_on(origin));
            origins.iter().filter_map(change).collect()
        })
    }
}

fn months_after(day: Date, months: f64) -> Date {
    day.saturating_add(Span::new().days((months * DAYS_A_MONTH).round() as i64))
}

/// Samples of each of [`NAMES`] for the front some months after an origin, from what was known by then and what the front
/// did in other wars; none where no other war tells.
pub fn front_samples(known: &FrontRecord, origin: Date, months: usize, others: &[f64]) -> [Option<Vec<f64>>; 2] {
    if others.is_empty() {
        return [None, None];
    }
    let here = known.share_on(origin);
    let drift = months as f64 * known.drift_before(origin);
    let usual = mean(others);
    let sample = |shift: f64| Some(others.iter().map(|change| (here + shift + change).clamp(0.0, 1.0)).collect());
    // What the others moved on average is no news of this one: only how far they strayed.
    [sample(-usual), sample(drift - usual)]
}

impl FrontRecord {
    /// Mean change a month over the half year before a day, or since the first reading.
    fn drift_before(&self, day: Date) -> f64 {
        let past = months_after(day, -DRIFT_MONTHS).max(self.readings[0].0);
        let months = months_between(past, day);
        if months > 0.0 { (self.share_on(day) - self.share_on(past)) / months } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::date;

    fn record() -> FrontRecord {
        let readings = vec![(date(1950, 1, 1), 0.4), (date(1950, 7, 2), 0.7), (date(1951, 1, 1), 0.6)];
        FrontRecord { readings, ended: date(1951, 6, 1) }
    }

    #[test]
    fn a_front_lies_between_its_readings() {
        let record = record();
        assert_eq!([date(1950, 1, 1), date(1950, 7, 2)].map(|day| record.share_on(day)), [0.4, 0.7]);
        assert!((record.share_on(date(1950, 4, 2)) - 0.55).abs() < 1e-12);
        assert_eq!((record.share_on(date(1951, 5, 1)), record.share_on(date(1949, 1, 1))), (0.6, 0.4));
        assert_eq!(record.outcome(date(1951, 1, 1), 12), None);
    }

    #[test]
    fn persistence_and_drift_differ_by_what_was_gained() {
        let record = record();
        let [stays, goes_on] = front_samples(&record, date(1950, 7, 2), 3, &[-0.1, 0.0, 0.1]);
        let (stays, goes_on) = (stays.unwrap(), goes_on.unwrap());
        assert!((stays[1] - 0.7).abs() < 1e-12 && (goes_on[1] - 0.85).abs() < 0.01, "{stays:?} {goes_on:?}");
        assert_eq!(front_samples(&record, date(1950, 7, 2), 3, &[]), [None, None]);
    }
}
