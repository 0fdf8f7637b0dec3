//! Plain forecasts from the record alone, which benchmarks and outside views share: months drawn from the last twelve, and
//! a constant rate of events under Jeffreys' prior.

use super::series::{RecordSeries, Target};
use standoff_num::Draws;
use standoff_scenario::months_between;
use standoff_stats::intervals::RateRecord;

/// Most months that are looked back on: a year covers the seasons once.
pub const LOOK_BACK_MONTHS: usize = 12;
/// Fewest months from which a forecast is made: with two the spread would rest on one difference.
pub const FEWEST_MONTHS: usize = 3;
/// Members of the sample that represents a distribution.
pub const SAMPLE_MEMBERS: u32 = 999;
/// Purpose of the random numbers of the bootstrap.
const BOOTSTRAP_PURPOSE: u16 = 0xB007;

impl RecordSeries {
    /// Last months of a target up to the day of the series, oldest first: what changed hands, was lost, given or held in each.
    pub fn last_months(&self, target: &Target) -> Vec<f64> {
        let all: Vec<f64> = match target {
            Target::Front => self.areas_km2.windows(2).map(|pair| pair[1].1 - pair[0].1).collect(),
            Target::Losses(_) | Target::Aid(_) => {
                let months = self.monthly.get(target).map_or(&[][..], |series| &series.months);
                months.iter().map(|month| month.amount).collect()
            }
            Target::Rounds => self.months_of_rounds(),
            Target::Ceasefire | Target::LimitedTruce(_) => Vec::new(),
        };
        all[all.len().saturating_sub(LOOK_BACK_MONTHS)..].to_vec()
    }

    /// Number of rounds in each of the last months that lie in the record; none where it has no round at all, as it may not
    /// have been kept for them.
    fn months_of_rounds(&self) -> Vec<f64> {
        let Some([began, until]) = self.days.filter(|_| !self.rounds.is_empty()) else { return Vec::new() };
        let day = |months: i32| until.saturating_sub(jiff::Span::new().months(months));
        let held = |back: i32| {
            let (from, to) = (day(back), day(back - 1));
            self.rounds.iter().filter(|day| **day > from && **day <= to).count() as f64
        };
        (1..=LOOK_BACK_MONTHS as i32).rev().filter(|&back| day(back) >= began).map(held).collect()
    }

    /// The count of a target's events, in the months that the record holds them without a gap up to the day of the series;
    /// none where there are no such months.
    pub fn event_rate(&self, target: &Target) -> Option<RateRecord> {
        let (series, [_, until]) = (self.events.get(target)?, self.days?);
        RateRecord::new(series.days.len() as u32, months_between(series.since, until)).ok()
    }
}

/// A sample of what may come in `months`, in each member the sums up to the end of each of so many whole months, drawn from past
/// ones and scaled where `months` is no whole number.
pub fn bootstrap_paths(past: &[f64], months: f64, seed: u64, place: u32) -> Vec<Vec<f64>> {
    let whole = months.round().max(1.0) as u32;
    let path = |k: u32| {
        let draws = Draws::new(seed, place, k);
        let month =
            |m: u32| past[(draws.uniform(BOOTSTRAP_PURPOSE, m as u16, 0) * past.len() as f64) as usize % past.len()];
        let mut sum = 0.0;
        let mut until = |m: u32| {
            sum += month(m);
            sum * months / f64::from(whole)
        };
        (0..whole).map(&mut until).collect()
    };
    (0..SAMPLE_MEMBERS).map(path).collect()
}

/// Sums of [`bootstrap_paths`] over all months.
pub fn bootstrap_sums(past: &[f64], months: f64, seed: u64, place: u32) -> Vec<f64> {
    bootstrap_paths(past, months, seed, place).iter().filter_map(|path| path.last().copied()).collect()
}
