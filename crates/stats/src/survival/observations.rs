//! Observations of durations: from when, until when, and how much each counts.

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::running_sum::RunningSum;

/// Largest sum of weights that are counts: the number of rows that they stand for.
const MOST_COUNTED: f64 = 1e8;

/// Observations of durations.
///
/// An observation is at risk at time t if its entry lies before t and its time not before t. One that entered late
/// could not have been seen to end earlier, so it is absent from earlier risk sets (left truncation); with it, an
/// estimate of survival is one given survival to the first entry.
///
/// # Examples
///
/// ```
/// use standoff_stats::survival::{Observations, kaplan_meier_of};
/// let observations = Observations { entries: Some(&[0.0, 0.0, 2.0]), ..Observations::new(&[1.0, 3.0, 4.0]) };
/// let curve = kaplan_meier_of(&observations, &[true, true, false])?;
/// // The third is not at risk at time 1, and is at time 3.
/// assert_eq!(curve.survival.values, [0.5, 0.25]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observations<'a> {
    /// The time at which each ended or its observation stopped (any unit, >= 0).
    pub times: &'a [f64],
    /// The time from which each was under observation, before its time; all from the start if none.
    pub entries: Option<&'a [f64]>,
    /// How much each counts, above 0; all once if none. If all are whole numbers they are counts, and a row with
    /// weight 3 is three rows. Otherwise variances are robust ones.
    pub weights: Option<&'a [f64]>,
}

impl<'a> Observations<'a> {
    /// Observations from the start, each counted once.
    pub fn new(times: &'a [f64]) -> Self {
        Self { times, entries: None, weights: None }
    }

    /// The weight of an observation.
    pub fn weight(&self, index: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[index])
    }

    /// `true` unless some weight is not a whole number.
    pub fn are_counts(&self) -> bool {
        self.first_fraction().is_none()
    }

    /// The time from which an observation is at risk, below every time if there is no late entry.
    pub(crate) fn entry(&self, index: usize) -> f64 {
        self.entries.map_or(f64::NEG_INFINITY, |entries| entries[index])
    }

    /// Fails unless every weight is a count.
    pub(crate) fn check_counts(&self) -> Result<(), StatsError> {
        match self.first_fraction() {
            Some((index, value)) => Err(StatsError::NeedsCounts { index, value }),
            None => Ok(()),
        }
    }

    fn first_fraction(&self) -> Option<(usize, f64)> {
        let weights = self.weights?;
        weights.iter().position(|weight| weight.fract() != 0.0).map(|index| (index, weights[index]))
    }

    /// Fails unless there are observations with valid times, entries and weights.
    pub(crate) fn check(&self) -> Result<(), StatsError> {
        at_least(1, self.times.len())?;
        all_finite(self.times, |time| time >= 0.0)?;
        if let Some(weights) = self.weights {
            same_length(self.times.len(), weights.len())?;
            all_finite(weights, |weight| weight > 0.0)?;
            let total: f64 = weights.iter().sum();
            if self.are_counts() && total > MOST_COUNTED {
                return Err(StatsError::BadSetting { name: "sum of the weights", value: total });
            }
        }
        let Some(entries) = self.entries else { return Ok(()) };
        same_length(self.times.len(), entries.len())?;
        all_finite(entries, |entry| entry >= 0.0)?;
        match entries.iter().zip(self.times).position(|(entry, time)| entry >= time) {
            Some(index) => Err(StatsError::LateEntry { index, entry: entries[index], time: self.times[index] }),
            None => Ok(()),
        }
    }

    /// The distinct times at which an observation ended or stopped, ascending, with those at risk just before.
    pub(crate) fn moments(&self) -> Vec<Moment> {
        let (mut order, mut entering) = (self.rows_by(|row| self.times[row]), self.rows_by(|row| self.entry(row)));
        entering.reverse();
        order.reverse();
        let (mut weight, mut rows, mut found) = (RunningSum::default(), 0, Vec::new());
        while let Some(&first) = order.last() {
            let time = self.times[first];
            while let Some(row) = entering.pop_if(|row| self.entry(*row) < time) {
                weight.add(self.weight(row));
                rows += 1;
            }
            let mut tied = Vec::new();
            while let Some(row) = order.pop_if(|row| self.times[*row] == time) {
                tied.push(row);
            }
            let at_risk = weight.value();
            tied.iter().for_each(|&row| weight.add(-self.weight(row)));
            found.push(Moment { time, at_risk, rows_at_risk: rows, tied });
            rows -= found[found.len() - 1].tied.len();
        }
        found
    }

    fn rows_by(&self, key: impl Fn(usize) -> f64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.times.len()).collect();
        order.sort_by(|&left, &right| key(left).total_cmp(&key(right)));
        order
    }
}

/// A time at which at least one observation ended or stopped.
pub(crate) struct Moment {
    pub time: f64,
    /// Sum of the weights of those at risk just before.
    pub at_risk: f64,
    /// Their number.
    pub rows_at_risk: usize,
    /// Those that ended or stopped, in the order given.
    pub tied: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_its_error() {
        let fault = |entries: Option<&'static [f64]>, weights: Option<&'static [f64]>| {
            Observations { times: &[1.0, 2.0], entries, weights }.check().unwrap_err()
        };
        assert_eq!(fault(Some(&[0.0, 2.0]), None), StatsError::LateEntry { index: 1, entry: 2.0, time: 2.0 });
        assert_eq!(fault(Some(&[-1.0, 0.0]), None), StatsError::BadValue { index: 0, value: -1.0 });
        assert_eq!(fault(Some(&[0.0]), None), StatsError::LengthMismatch { left: 2, right: 1 });
        assert_eq!(fault(None, Some(&[1.0, 0.0])), StatsError::BadValue { index: 1, value: 0.0 });
        assert!(matches!(fault(None, Some(&[1.0, 1e9])), StatsError::BadSetting { .. }));
        let halves = Observations { times: &[1.0, 2.0], entries: None, weights: Some(&[1.0, 1.5]) };
        assert_eq!(halves.check_counts(), Err(StatsError::NeedsCounts { index: 1, value: 1.5 }));
    }

    #[test]
    fn risk_sets_hold_those_who_entered_before() {
        let observations = Observations { entries: Some(&[0.0, 3.0, 1.0]), ..Observations::new(&[3.0, 5.0, 4.0]) };
        let at_risk: Vec<(f64, f64)> = observations.moments().iter().map(|one| (one.time, one.at_risk)).collect();
        assert_eq!(at_risk, [(3.0, 2.0), (4.0, 2.0), (5.0, 1.0)]);
    }
}
