//! The hazard benchmark (the engine `hazard`): how long wars like this last, seen from outside (theory 2.1, 3.17; E01, E02).
//!
//! Three families are fitted to the lengths of past wars, and disagree about the tail. The record of this war alone
//! gives a fourth answer: a constant hazard with Jeffreys' prior.

use standoff_num::elementary::{logistic, logit};
use standoff_num::quantile::quantiles;
use standoff_stats::durations::{DurationFamily, DurationFit, fit_duration};
use standoff_stats::intervals::RateRecord;
use standoff_stats::{Bootstrap, StatsError};

/// Families that are fitted; their disagreement is part of the answer. They differ in the tail: a hazard that falls or
/// rises for ever, and two that fall at last.
const FAMILIES: [DurationFamily; 3] = [DurationFamily::Weibull, DurationFamily::LogNormal, DurationFamily::LogLogistic];

/// Fewest past wars to which a family of two parameters is fitted.
const FEWEST_WARS: usize = 10;

/// Classes drawn with replacement from the wars of the class, which tell how sure a fit is. With 400 the ends of a band
/// of 9 of 10 move by about a thirtieth of its width.
const RESAMPLES: u32 = 400;

/// Chances are kept away from 0 and 1 before their odds are taken.
const LEAST_CHANCE: f64 = 0.005;

/// Pooled chance of two forecasts: `logit p = w logit p_1 + (1 - w) logit p_2`, a logarithmic pool (Genest and Zidek 1986,
/// Statistical Science 1:114). A forecast that adds nothing has no weight.
///
/// ```
/// use standoff_engine::outside_view::pool_chances;
/// assert!((pool_chances(0.2, 0.8, 0.5) - 0.5).abs() < 1e-12);
/// assert!((pool_chances(0.2, 0.8, 1.0) - 0.2).abs() < 1e-12);
/// ```
pub fn pool_chances(one: f64, other: f64, weight: f64) -> f64 {
    let odds = |chance: f64| logit(chance.clamp(LEAST_CHANCE, 1.0 - LEAST_CHANCE));
    logistic(weight * odds(one) + (1.0 - weight) * odds(other))
}

/// The outside view of a war of a certain age.
#[derive(Debug, Clone)]
pub struct OutsideView {
    /// Fits, one a family; none where fewer than ten wars are over.
    pub fits: Vec<DurationFit>,
    /// Lengths of the past wars, in months.
    length_months: Vec<f64>,
    /// Age of this war in months.
    pub age_months: f64,
    /// The record of this war: general ceasefires over months of exposure; none of a war that has just begun.
    pub record: Option<RateRecord>,
}

impl OutsideView {
    /// Fits the families to the lengths of past wars, in months.
    ///
    /// # Errors
    ///
    /// [`StatsError`] where the lengths or the age cannot be used.
    pub fn new(length_months: Vec<f64>, age_months: f64, events: u32) -> Result<Self, StatsError> {
        let families = if length_months.len() < FEWEST_WARS { &[][..] } else { &FAMILIES };
        let fits = families.iter().map(|&family| fit_duration(family, &length_months, None));
        let record = (age_months > 0.0).then(|| RateRecord::new(events, age_months)).transpose()?;
        Ok(Self { fits: fits.collect::<Result<_, _>>()?, length_months, age_months, record })
    }

    /// Wars in the reference class.
    pub fn wars(&self) -> usize {
        self.length_months.len()
    }

    /// Wars of the class that lasted at least as long.
    pub fn lasted_as_long(&self) -> usize {
        self.length_months.iter().filter(|&&length| length >= self.age_months).count()
    }

    /// Wars that lasted as long and then ended within `months`.
    pub fn count_ended_within(&self, months: f64) -> usize {
        let ages = self.age_months..=self.age_months + months;
        self.length_months.iter().filter(|length| ages.contains(length)).count()
    }

    /// Chance that the war ends within `months`: the plain mean of the families, none of which is preferred; none where no
    /// family could be fitted.
    pub fn mean_chance(&self, months: f64) -> Option<f64> {
        let sum: f64 = self.fits.iter().map(|fit| fit.ends_within(self.age_months, months)).sum();
        (!self.fits.is_empty()).then(|| sum / self.fits.len() as f64)
    }

    /// Fits every family again to classes drawn from the class with replacement.
    ///
    /// # Errors
    ///
    /// [`StatsError`] where a class drawn cannot be fitted.
    pub fn resample(&self) -> Result<ResampledView<'_>, StatsError> {
        if self.fits.is_empty() {
            return Ok(ResampledView { view: self, fits: Vec::new() });
        }
        let bootstrap = Bootstrap { resamples: RESAMPLES, ..Bootstrap::default() };
        let drawn = bootstrap.draw_counts(self.length_months.len());
        let classes: Vec<Vec<f64>> = drawn.iter().map(|counts| self.drawn_lengths(counts)).collect();
        let refit = |fit: &DurationFit| classes.iter().map(|class| fit_duration(fit.family, class, None)).collect();
        Ok(ResampledView { view: self, fits: self.fits.iter().map(refit).collect::<Result<_, _>>()? })
    }

    fn drawn_lengths(&self, counts: &[u32]) -> Vec<f64> {
        let drawn = counts.iter().zip(&self.length_months);
        drawn.flat_map(|(&times, &length)| std::iter::repeat_n(length, times as usize)).collect()
    }
}

/// An outside view with what tells how sure its fits are.
#[derive(Debug, Clone)]
pub struct ResampledView<'v> {
    view: &'v OutsideView,
    /// Fits to the classes drawn, one list a family.
    fits: Vec<Vec<DurationFit>>,
}

impl ResampledView<'_> {
    /// Chance that the war ends within `months` under each family: the ends of the middle nine tenths of the classes drawn.
    pub fn bands(&self, months: f64) -> Vec<[f64; 2]> {
        let band = |fits: &Vec<DurationFit>| {
            let chances: Vec<f64> = fits.iter().map(|fit| fit.ends_within(self.view.age_months, months)).collect();
            let ends = quantiles(&chances, &[0.05, 0.95]);
            [ends[0], ends[1]]
        };
        self.fits.iter().map(band).collect()
    }

    /// Lowest and highest chance that the war ends within `months`, over the bands of the families and the record of this
    /// war; from 0 to 1 where no family could be fitted, since one record alone has no band.
    pub fn chance_band(&self, months: f64) -> [f64; 2] {
        let record = self.view.record.iter().map(|record| [record.at_least_one_within(months); 2]);
        let union = |[low, high]: [f64; 2], [lower, higher]: [f64; 2]| [low.min(lower), high.max(higher)];
        let families = self.bands(months).into_iter().reduce(union);
        families.map_or([0.0, 1.0], |families| record.fold(families, union))
    }
}
