//! Intervals that should contain the outcome with a stated probability.

use crate::error::{StatsError, all_finite, at_least, same_length};
use crate::intervals::proportion::proportion_interval;

/// The score of a central interval that should contain the outcome with probability `level`: its width, plus
/// 2 / (1 - level) times the distance of an outcome outside (Gneiting and Raftery 2007, JASA 102:359, eq. 43).
///
/// In the unit of the outcome. Least in expectation if the ends are the (1 - level) / 2 and (1 + level) / 2
/// quantiles.
///
/// # Errors
///
/// A number that is not finite, ends in the wrong order, or a level outside (0, 1).
///
/// # Examples
///
/// ```
/// use standoff_stats::score::interval_score;
/// assert_eq!(interval_score((1.0, 3.0), 0.5, 2.0)?, 2.0);
/// assert_eq!(interval_score((1.0, 3.0), 0.5, 4.0)?, 2.0 + 4.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn interval_score(ends: (f64, f64), level: f64, outcome: f64) -> Result<f64, StatsError> {
    let (low, high) = ends;
    all_finite(&[low, high, outcome], |_| true)?;
    check_ends(0, ends)?;
    check_level(level)?;
    let outside = (low - outcome).max(outcome - high).max(0.0);
    Ok(high - low + 2.0 / (1.0 - level) * outside)
}

/// The coverage of intervals: the number of outcomes that lie inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Outcomes inside, the ends included.
    pub inside: u64,
    /// All outcomes.
    pub outcomes: u64,
    /// The share inside, to be compared with the stated probability.
    pub share: f64,
    /// The Jeffreys interval of the share; it holds for independent outcomes.
    pub interval: (f64, f64),
}

/// Counts the outcomes inside their intervals; `level` is the coverage of the interval of that share.
///
/// # Errors
///
/// Columns of different length, no outcomes, an outcome that is not finite, an interval with ends in the wrong order or
/// not numbers (infinite ends are allowed), or a level outside (0, 1).
///
/// # Examples
///
/// ```
/// let coverage = standoff_stats::score::count_coverage(&[(0.0, 1.0), (0.0, 1.0)], &[0.5, 2.0], 0.95)?;
/// assert_eq!((coverage.inside, coverage.share), (1, 0.5));
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn count_coverage(intervals: &[(f64, f64)], outcomes: &[f64], level: f64) -> Result<Coverage, StatsError> {
    same_length(intervals.len(), outcomes.len())?;
    at_least(1, outcomes.len())?;
    all_finite(outcomes, |_| true)?;
    intervals.iter().enumerate().try_for_each(|(index, &ends)| check_ends(index, ends))?;
    let holds = |&(&(low, high), &outcome): &(&(f64, f64), &f64)| low <= outcome && outcome <= high;
    let inside = intervals.iter().zip(outcomes).filter(holds).count() as u64;
    let count = outcomes.len() as u64;
    let interval = proportion_interval(inside, count, level)?;
    Ok(Coverage { inside, outcomes: count, share: inside as f64 / count as f64, interval })
}

fn check_ends(index: usize, (low, high): (f64, f64)) -> Result<(), StatsError> {
    if low <= high { Ok(()) } else { Err(StatsError::BadValue { index, value: low }) }
}

fn check_level(level: f64) -> Result<(), StatsError> {
    let sound = level > 0.0 && level < 1.0;
    if sound { Ok(()) } else { Err(StatsError::BadSetting { name: "level", value: level }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    #[test]
    fn scores_agree_with_the_oracle() {
        for [low, high, level, outcome, expected] in read_table(ORACLE, "interval") {
            let found = interval_score((low, high), level, outcome).unwrap();
            assert!((found - expected).abs() < 1e-12 * expected.max(1.0), "{found}, not {expected}");
        }
    }

    #[test]
    fn the_right_quantiles_score_best() {
        let outcomes: Vec<f64> = (0..1000).map(|index| (f64::from(index) + 0.5) / 1000.0).collect();
        let total = |low, high| -> f64 { outcomes.iter().map(|&y| interval_score((low, high), 0.8, y).unwrap()).sum() };
        let best = total(0.1, 0.9);
        for (low, high) in [(0.05, 0.9), (0.15, 0.9), (0.1, 0.85), (0.1, 0.95), (0.0, 1.0), (0.5, 0.5)] {
            assert!(total(low, high) > best, "{low} {high}");
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(interval_score((3.0, 1.0), 0.5, 2.0), Err(StatsError::BadValue { index: 0, value: 3.0 }));
        assert_eq!(interval_score((1.0, 3.0), 1.0, 2.0), Err(StatsError::BadSetting { name: "level", value: 1.0 }));
        assert!(interval_score((1.0, f64::NAN), 0.5, 2.0).is_err() && interval_score((1.0, 3.0), 0.0, 2.0).is_err());
        let wide = [(f64::NEG_INFINITY, f64::INFINITY), (1.0, 2.0)];
        assert_eq!(count_coverage(&wide, &[0.0, 1.0], 0.9).unwrap().inside, 2);
        assert_eq!(count_coverage(&[], &[], 0.9), Err(StatsError::TooFew { found: 0, needed: 1 }));
        assert!(
            count_coverage(&[(2.0, 1.0)], &[0.0], 0.9).is_err() && count_coverage(&wide[1..], &[0.0], 1.5).is_err()
        );
    }
}
