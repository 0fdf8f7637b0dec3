//! A forecast of the end of a war, month by month.

use serde::{Deserialize, Serialize};

/// Months that forecasts of an end look ahead.
pub const MONTHS: usize = 60;

/// Chances of a month are kept away from 0 and 1, so that one surprise costs much and not everything.
const LEAST_CHANCE: f64 = 1e-3;

/// Chances that a war is over within so many months, from 0 to [`MONTHS`].
///
/// ```
/// use standoff_wars::{EndCurve, MONTHS};
/// let curve = EndCurve::from_chances(|months| 1.0 - 0.5_f64.powi(months as i32));
/// assert_eq!((curve.over_within(1), curve.month_chance(3)), (0.5, 0.5));
/// assert_eq!(curve.chances().len(), MONTHS + 1);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndCurve(Vec<f64>);

impl EndCurve {
    /// The curve of a function of the months ahead; it starts at zero and never falls.
    pub fn from_chances(over_within: impl Fn(usize) -> f64) -> Self {
        let mut chances = vec![0.0; MONTHS + 1];
        for month in 1..=MONTHS {
            chances[month] = over_within(month).clamp(chances[month - 1], 1.0);
        }
        Self(chances)
    }

    /// Chance that the war is over within some months.
    pub fn over_within(&self, months: usize) -> f64 {
        self.0[months.min(MONTHS)]
    }

    /// All chances, by month.
    pub fn chances(&self) -> &[f64] {
        &self.0
    }

    /// Chance that a war which lasts to the beginning of a month (the first is 1) ends in it.
    pub fn month_chance(&self, month: usize) -> f64 {
        let (before, after) = (self.over_within(month - 1), self.over_within(month));
        let left = 1.0 - before;
        let chance = if left > 0.0 { (after - before) / left } else { 1.0 };
        chance.clamp(LEAST_CHANCE, 1.0 - LEAST_CHANCE)
    }

    /// Continuous ranked probability score of the months to the end, up to [`MONTHS`], in months:
    /// `sum_m (F(m) - [T <= m])²` (Matheson and Winkler 1976, Management Science 22:1087, on a monthly grid).
    pub fn months_score(&self, months_to_end: f64) -> f64 {
        let miss = |month: usize| {
            let over = if months_to_end <= month as f64 { 1.0 } else { 0.0 };
            (self.over_within(month) - over) * (self.over_within(month) - over)
        };
        (1..=MONTHS).map(miss).sum()
    }

    /// Minus the mean logarithm of what was forecast of each month from an origin until the next, or until the end.
    ///
    /// The month that the next origin cuts counts by its part before it, so that the months of a war are counted once.
    pub fn hazard_score(&self, months_to_end: f64, months_to_next: f64) -> f64 {
        let watched = WatchedMonths::new(months_to_end, months_to_next);
        let log_chance = |(month, part): (usize, f64)| {
            let chance = self.month_chance(month);
            let ended = watched.ends_in == Some(month);
            part * libm::log(if ended { chance } else { 1.0 - chance })
        };
        -watched.parts().map(log_chance).sum::<f64>() / watched.total()
    }
}

/// Months after an origin that are watched before the next one, or to the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WatchedMonths {
    /// Months, of which the last may be a part.
    length: f64,
    /// Month in which the war ends; none where the next origin comes before.
    pub ends_in: Option<usize>,
}

impl WatchedMonths {
    pub fn new(months_to_end: f64, months_to_next: f64) -> Self {
        let last = months_to_end.ceil().max(1.0);
        let ends = months_to_end <= months_to_next && last <= MONTHS as f64;
        let length = if ends { last } else { months_to_next.min(months_to_end).min(MONTHS as f64) };
        Self { length, ends_in: ends.then_some(last as usize) }
    }

    /// The months from the first, each with the part of it that is watched.
    pub fn parts(&self) -> impl Iterator<Item = (usize, f64)> + use<> {
        let length = self.length;
        (1..=length.ceil() as usize).map(move |month| (month, (length - (month as f64 - 1.0)).min(1.0)))
    }

    /// Months watched in all.
    pub fn total(&self) -> f64 {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A constant chance of a quarter a month: closed forms of every score.
    #[test]
    fn scores_of_a_constant_rate_are_closed_forms() {
        let curve = EndCurve::from_chances(|months| 1.0 - libm::pow(0.75, months as f64));
        assert!((1..=MONTHS).all(|month| (curve.month_chance(month) - 0.25).abs() < 1e-6));
        let expected = -(2.0 * libm::log(0.75) + libm::log(0.25)) / 3.0;
        assert!((curve.hazard_score(2.4, 12.0) - expected).abs() < 1e-12);
        assert!((curve.hazard_score(30.0, 4.6) + libm::log(0.75)).abs() < 1e-12);
        assert_eq!(WatchedMonths::new(30.0, 4.5).parts().last(), Some((5, 0.5)));
        assert_eq!(WatchedMonths::new(2.4, 12.0).parts().collect::<Vec<_>>(), [(1, 1.0), (2, 1.0), (3, 1.0)]);
        // Over in the first month: sum of .75^(2m) for 60 months.
        let ratio = 0.75_f64 * 0.75;
        let sum = ratio * (1.0 - libm::pow(ratio, MONTHS as f64)) / (1.0 - ratio);
        assert!((curve.months_score(0.5) - sum).abs() < 1e-12);
    }

    #[test]
    fn a_certain_forecast_costs_nothing_and_a_wrong_one_is_bounded() {
        let at = |month: usize| EndCurve::from_chances(move |months| f64::from(u8::from(months >= month)));
        assert_eq!(at(7).months_score(7.0), 0.0);
        assert_eq!(at(7).months_score(10.0), 3.0);
        assert!(at(7).hazard_score(20.0, 12.0).is_finite());
    }
}
