//! Plain forecasts from the record alone, which benchmarks and outside views share: months drawn from the last twelve, and
//! a constant rate of events under Jeffreys' prior.

use super::series::{RecordMonth, RecordSeries, Target};
use standoff_num::Draws;
use standoff_scenario::months_between;
use standoff_stats::intervals::RateRecord;

/// Most months that are looked back on: a year covers the seasons once.
pub const LOOK_BACK_MONTHS: usize = 12;
/// Fewest months from which a forecast is made: with two the spread would rest on one difference.
pub const FEWEST_MONTHS: usize = 3;
/// Most of a month between the end of one month and the beginning of the next that follows it.
const MOST_MONTHS_APART: f64 = 0.2;
/// Members of the sample that represents a distribution.
pub const SAMPLE_MEMBERS: u32 = 999;
/// Purpose of the random numbers of the bootstrap.
const BOOTSTRAP_PURPOSE: u16 = 0xB007;

impl RecordSeries {
    /// Last months of a target up to the day of the series, oldest first: what changed hands, was lost, given or held in each.
    pub fn last_months(&self, target: &Target) -> Vec<f64> {
        match target {
            Target::Front => self.months_of_front(),
            Target::Losses(_) | Target::Aid(_) => self.months_of_amounts(target),
            Target::Rounds => self.months_of_rounds(),
            Target::Ceasefire | Target::LimitedTruce(_) => Vec::new(),
        }
    }

    /// What changed hands in each of the last months up to the last reading of the front, however far apart readings are.
    fn months_of_front(&self) -> Vec<f64> {
        let Some((last, _)) = self.areas_km2.last() else { return Vec::new() };
        // Counted from the day after, the ends of months are ends of months.
        let day = |back: i32| last.tomorrow()?.saturating_sub(jiff::Span::new().months(back)).yesterday();
        let area = |back: i32| self.area_on_day_km2(day(back).ok()?);
        let months = (1..=LOOK_BACK_MONTHS as i32).rev();
        months.filter_map(|back| Some(area(back - 1)? - area(back)?)).collect()
    }

    /// Amounts of the last months of a series that follow each other without a gap; none where the last of them is older than
    /// the months that are looked back on.
    fn months_of_amounts(&self, target: &Target) -> Vec<f64> {
        let months = self.monthly.get(target).map_or(&[][..], |series| &series.months);
        let is_recent = |last: &RecordMonth| {
            self.days.is_some_and(|[_, until]| months_between(last.until, until) <= LOOK_BACK_MONTHS as f64)
        };
        if !months.last().is_some_and(is_recent) {
            return Vec::new();
        }
        let follows = |pair: &[RecordMonth]| months_between(pair[0].until, pair[1].from).abs() < MOST_MONTHS_APART;
        let unbroken = 1 + months.windows(2).rev().take_while(|pair| follows(pair)).count();
        let last = &months[months.len() - unbroken.min(LOOK_BACK_MONTHS)..];
        last.iter().map(|month| month.amount).collect()
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

/// What past months hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Amounts: a part of a month holds its part.
    Amounts,
    /// Counts: a part of a month holds all of it, with that chance.
    Counts,
}

impl Held {
    /// What a target's months hold.
    pub fn by(target: &Target) -> Self {
        if *target == Target::Rounds { Self::Counts } else { Self::Amounts }
    }
}

/// A sample of what may come in `months`: in each member the sums up to the end of each month, and of the part of one that is
/// left, of months drawn from past ones.
pub fn bootstrap_paths(past: &[f64], held: Held, months: f64, seed: u64, place: u32) -> Vec<Vec<f64>> {
    let count = (months - 1e-9).ceil().max(1.0) as u32;
    let path = |k: u32| {
        let draws = Draws::new(seed, place, k);
        let month = |m: u32| {
            let drawn = past[(draws.uniform(BOOTSTRAP_PURPOSE, m as u16, 0) * past.len() as f64) as usize % past.len()];
            let part = (months - f64::from(m)).clamp(0.0, 1.0);
            match held {
                Held::Amounts => part * drawn,
                Held::Counts if draws.uniform(BOOTSTRAP_PURPOSE, m as u16, 1) < part => drawn,
                Held::Counts => 0.0,
            }
        };
        let mut sum = 0.0;
        let mut until = |m: u32| {
            sum += month(m);
            sum
        };
        (0..count).map(&mut until).collect()
    };
    (0..SAMPLE_MEMBERS).map(path).collect()
}

/// Sums of [`bootstrap_paths`] over all months.
pub fn bootstrap_sums(past: &[f64], held: Held, months: f64, seed: u64, place: u32) -> Vec<f64> {
    bootstrap_paths(past, held, months, seed, place).iter().filter_map(|path| path.last().copied()).collect()
}
