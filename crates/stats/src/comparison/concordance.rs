//! Harrell's concordance index.

use std::collections::BTreeMap;

use crate::error::{StatsError, all_finite, same_length};
use crate::survival::Observations;

/// Harrell's concordance index, in [0, 1]: among the pairs whose order of ending is known, the share in which the
/// higher risk ended first; equal risks count half (Harrell et al. 1982, JAMA 247:2543).
///
/// O(n log n): observations enter from the last to the first, and those with a lower risk are counted in a Fenwick
/// tree.
///
/// The order is known where one ended and the other was still under observation: at a later time, or at the same time
/// if its observation stopped then. `times` and `ended` are as in [`crate::kaplan_meier`].
///
/// # Errors
///
/// Columns of different length, a time that is negative or not finite, a risk that is not finite, or no such pair.
///
/// # Examples
///
/// ```
/// use standoff_stats::concordance_index;
/// assert_eq!(concordance_index(&[1.0, 2.0, 3.0], &[true, true, false], &[0.9, 0.2, 0.5])?, 2.0 / 3.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn concordance_index(times: &[f64], ended: &[bool], risks: &[f64]) -> Result<f64, StatsError> {
    same_length(times.len(), ended.len())?;
    if times.is_empty() {
        return Err(StatsError::NoSpread);
    }
    concordance_index_of(&Observations::new(times), ended, None, risks)
}

/// [`concordance_index`] of observations that may enter late or be weighted: a pair counts if the later one was at risk
/// when the earlier one ended and both are of one stratum, as often as the product of their weights.
///
/// # Errors
///
/// As [`concordance_index`] and [`crate::survival::kaplan_meier_of`].
pub fn concordance_index_of(
    observations: &Observations<'_>,
    ended: &[bool],
    strata: Option<&[usize]>,
    risks: &[f64],
) -> Result<f64, StatsError> {
    observations.check()?;
    same_length(observations.times.len(), risks.len())?;
    all_finite(risks, |_| true)?;
    let mut pairs = PairSums { pairs: 0.0, agreeing: 0.0 };
    for rows in rows_of_strata(risks.len(), strata) {
        pairs.add_stratum(observations, ended, risks, &rows);
    }
    if pairs.pairs > 0.0 { Ok(pairs.agreeing / pairs.pairs) } else { Err(StatsError::NoSpread) }
}

/// The rows of each stratum.
pub(super) fn rows_of_strata(rows: usize, strata: Option<&[usize]>) -> Vec<Vec<usize>> {
    let Some(strata) = strata else { return vec![(0..rows).collect()] };
    let mut by_stratum: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    strata.iter().enumerate().for_each(|(row, &stratum)| by_stratum.entry(stratum).or_default().push(row));
    by_stratum.into_values().collect()
}

/// Sums over pairs whose order of ending is known.
struct PairSums {
    pairs: f64,
    agreeing: f64,
}

impl PairSums {
    fn add_stratum(&mut self, observations: &Observations<'_>, ended: &[bool], risks: &[f64], rows: &[usize]) {
        let (times, weight) = (observations.times, |row: usize| observations.weight(row));
        let mut levels: Vec<f64> = rows.iter().map(|&row| risks[row]).collect();
        levels.sort_unstable_by(f64::total_cmp);
        let (mut order, mut entering) = (rows.to_vec(), rows.to_vec());
        order.sort_by(|&left, &right| times[right].total_cmp(&times[left]));
        entering.sort_by(|&left, &right| observations.entry(left).total_cmp(&observations.entry(right)));
        let mut later = FenwickSums::new(levels.len());
        let below = |risk: f64| levels.partition_point(|&level| level < risk);
        let up_to = |risk: f64| levels.partition_point(|&level| level <= risk);
        for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
            let time = times[tied[0]];
            while let Some(row) = entering.pop_if(|row| observations.entry(*row) >= time) {
                later.add(below(risks[row]), -weight(row));
            }
            let enter = |end: bool, later: &mut FenwickSums| {
                let rows = tied.iter().filter(|&&row| ended[row] == end);
                rows.for_each(|&row| later.add(below(risks[row]), weight(row)));
            };
            enter(false, &mut later);
            for &row in tied.iter().filter(|&&row| ended[row]) {
                let (lower, not_higher) = (later.sum_below(below(risks[row])), later.sum_below(up_to(risks[row])));
                self.pairs += weight(row) * later.sum_below(levels.len());
                self.agreeing += weight(row) * 0.5 * (lower + not_higher);
            }
            enter(true, &mut later);
        }
    }
}

/// Sums by level whose running sums are cheap (Fenwick 1994).
struct FenwickSums {
    sums: Vec<f64>,
}

impl FenwickSums {
    fn new(levels: usize) -> Self {
        Self { sums: vec![0.0; levels + 1] }
    }

    fn add(&mut self, level: usize, weight: f64) {
        let mut place = level + 1;
        while place < self.sums.len() {
            self.sums[place] += weight;
            place += place & place.wrapping_neg();
        }
    }

    /// The sum over all levels below one.
    fn sum_below(&self, level: usize) -> f64 {
        let (mut place, mut total) = (level, 0.0);
        while place > 0 {
            total += self.sums[place];
            place &= place - 1;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::Draws;

    /// The definition, pair by pair.
    fn concordance_by_definition(times: &[f64], ended: &[bool], risks: &[f64]) -> f64 {
        let (mut pairs, mut agreeing) = (0.0, 0.0);
        for first in (0..times.len()).filter(|&first| ended[first]) {
            for other in 0..times.len() {
                if times[other] > times[first] || (times[other] == times[first] && !ended[other]) {
                    let gap = risks[first] - risks[other];
                    pairs += 1.0;
                    agreeing += if gap > 0.0 { 1.0 } else { 0.5 * f64::from(u8::from(gap == 0.0)) };
                }
            }
        }
        agreeing / pairs
    }

    /// Drawn times and risks with many ties.
    #[test]
    fn agrees_with_the_definition() {
        for set in 0..50 {
            let drawn =
                |purpose| (0..40).map(move |row| (Draws::new(9, set, row).uniform(purpose, 0, 0) * 12.0).floor());
            let (times, risks): (Vec<f64>, Vec<f64>) = (drawn(0).collect(), drawn(1).collect());
            let ended: Vec<bool> = drawn(2).map(|value| value < 7.0).collect();
            assert_eq!(
                concordance_index(&times, &ended, &risks).unwrap(),
                concordance_by_definition(&times, &ended, &risks)
            );
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        assert_eq!(concordance_index(&[1.0, 1.0], &[true, true], &[1.0, 2.0]).unwrap_err(), StatsError::NoSpread);
        assert_eq!(concordance_index(&[], &[], &[]).unwrap_err(), StatsError::NoSpread);
        assert!(concordance_index(&[1.0], &[true], &[f64::NAN]).is_err());
    }
}
