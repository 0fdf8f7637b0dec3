//! Harrell's concordance index.

use crate::error::{StatsError, all_finite, same_length};

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
    same_length(times.len(), risks.len())?;
    all_finite(times, |time| time >= 0.0)?;
    all_finite(risks, |_| true)?;
    let mut levels = risks.to_vec();
    levels.sort_unstable_by(f64::total_cmp);
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|&left, &right| times[right].total_cmp(&times[left]));
    let mut later = FenwickCounts::new(levels.len());
    let (mut pairs, mut agreeing) = (0.0, 0.0);
    let below = |risk: f64| levels.partition_point(|&level| level < risk);
    let up_to = |risk: f64| levels.partition_point(|&level| level <= risk);
    for tied in order.chunk_by(|&left, &right| times[left] == times[right]) {
        tied.iter().filter(|&&index| !ended[index]).for_each(|&index| later.add_one(below(risks[index])));
        for &index in tied.iter().filter(|&&index| ended[index]) {
            let (lower, not_higher) = (later.count_below(below(risks[index])), later.count_below(up_to(risks[index])));
            pairs += later.count_below(levels.len());
            agreeing += 0.5 * (lower + not_higher);
        }
        tied.iter().filter(|&&index| ended[index]).for_each(|&index| later.add_one(below(risks[index])));
    }
    if pairs > 0.0 { Ok(agreeing / pairs) } else { Err(StatsError::NoSpread) }
}

/// Counts by level whose running sums are cheap (Fenwick 1994).
struct FenwickCounts {
    sums: Vec<f64>,
}

impl FenwickCounts {
    fn new(levels: usize) -> Self {
        Self { sums: vec![0.0; levels + 1] }
    }

    fn add_one(&mut self, level: usize) {
        let mut place = level + 1;
        while place < self.sums.len() {
            self.sums[place] += 1.0;
            place += place & place.wrapping_neg();
        }
    }

    /// The count of all levels below one.
    fn count_below(&self, level: usize) -> f64 {
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
