//! The hazard benchmark (the engine `hazard`): how long wars like this last, seen from outside (theory 2.1, 3.17; E01, E02).
//!
//! Three families are fitted to the lengths of past wars, and disagree about the tail. The record of this war alone
//! gives a fourth answer: a constant hazard with Jeffreys' prior.

use standoff_stats::StatsError;
use standoff_stats::durations::{DurationFamily, DurationFit, fit_duration};
use standoff_stats::intervals::RateRecord;

/// Families that are fitted; their disagreement is part of the answer. They differ in the tail: a hazard that falls or
/// rises for ever, and two that fall at last.
const FAMILIES: [DurationFamily; 3] = [DurationFamily::Weibull, DurationFamily::LogNormal, DurationFamily::LogLogistic];

/// The outside view of a war of a certain age.
#[derive(Debug, Clone)]
pub struct OutsideView {
    /// Fits, one a family.
    pub fits: Vec<DurationFit>,
    /// Wars in the reference class.
    pub wars: usize,
    /// Age of this war in months.
    pub age_months: f64,
    /// Wars of the class that lasted at least as long.
    pub lasted_as_long: usize,
    /// The record of this war: general ceasefires over months of exposure; none of a war that has just begun.
    pub record: Option<RateRecord>,
    /// Months that those lasted beyond the age, in the order given.
    remaining_months: Vec<f64>,
}

impl OutsideView {
    /// Fits the families to the lengths of past wars, in months.
    ///
    /// # Errors
    ///
    /// [`StatsError`] where the lengths or the age cannot be used.
    pub fn new(length_months: &[f64], age_months: f64, events: u32) -> Result<Self, StatsError> {
        let fits = FAMILIES
            .into_iter()
            .map(|family| fit_duration(family, length_months, None))
            .collect::<Result<Vec<_>, _>>()?;
        let lasted = length_months.iter().filter(|&&length| length >= age_months);
        let remaining_months: Vec<f64> = lasted.map(|length| length - age_months).collect();
        let record = (age_months > 0.0).then(|| RateRecord::new(events, age_months)).transpose()?;
        let (wars, lasted_as_long) = (length_months.len(), remaining_months.len());
        Ok(Self { fits, wars, age_months, lasted_as_long, record, remaining_months })
    }

    /// Wars that lasted as long and then ended within `months`.
    pub fn count_ended_within(&self, months: f64) -> usize {
        self.remaining_months.iter().filter(|&&remaining| remaining <= months).count()
    }

    /// Lowest and highest chance that the war ends within `months`, over the families and the record of this war.
    pub fn chance_band(&self, months: f64) -> [f64; 2] {
        let record = self.record.as_ref().map(|record| record.at_least_one_within(months));
        let all = self.fits.iter().map(|fit| fit.ends_within(self.age_months, months)).chain(record);
        all.fold([1.0, 0.0], |[low, high], p| [f64::min(low, p), f64::max(high, p)])
    }

    /// Chance that the war ends within `months`: the plain mean of the families, none of which is preferred.
    pub fn mean_chance(&self, months: f64) -> f64 {
        self.fits.iter().map(|fit| fit.ends_within(self.age_months, months)).sum::<f64>() / self.fits.len() as f64
    }
}
