//! Proportions of successes among independent trials.

use crate::error::StatsError;
use standoff_num::distributions::beta_quantile;

/// The Jeffreys interval of a proportion: equal tails of Beta(s + 1/2, n - s + 1/2).
///
/// The lower end is 0 if nothing succeeded and the upper end 1 if all did (Brown, Cai and DasGupta 2001, Stat. Sci.
/// 16:101, who recommend it over the textbook interval, whose coverage is poor near 0 and 1). `level`, such as 0.9, is
/// the coverage.
///
/// # Errors
///
/// No trials, more successes than trials, or a level outside (0, 1).
///
/// # Examples
///
/// ```
/// let (low, high) = standoff_stats::intervals::proportion_interval(0, 20, 0.95)?;
/// assert_eq!(low, 0.0);
/// assert!(high > 0.11 && high < 0.12);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn proportion_interval(successes: u64, trials: u64, level: f64) -> Result<(f64, f64), StatsError> {
    check_counts(successes, trials)?;
    share_interval(successes as f64, trials as f64, level)
}

/// The Jeffreys interval of a proportion where successes and trials need not be whole, such as those of clusters that count as
/// one trial each; see [`proportion_interval`].
///
/// # Errors
///
/// As [`proportion_interval`].
///
/// ```
/// use standoff_stats::intervals::{proportion_interval, share_interval};
/// assert_eq!(share_interval(3.0, 8.0, 0.95)?, proportion_interval(3, 8, 0.95)?);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn share_interval(successes: f64, trials: f64, level: f64) -> Result<(f64, f64), StatsError> {
    if !(trials > 0.0 && trials.is_finite()) {
        return Err(StatsError::BadValue { index: 1, value: trials });
    }
    if !(0.0..=trials).contains(&successes) {
        return Err(StatsError::BadValue { index: 0, value: successes });
    }
    if !(level > 0.0 && level < 1.0) {
        return Err(StatsError::BadValue { index: 2, value: level });
    }
    let (a, b) = (successes + 0.5, trials - successes + 0.5);
    let outside = 0.5 * (1.0 - level);
    let low = if successes == 0.0 { 0.0 } else { beta_quantile(a, b, outside) };
    let high = if successes == trials { 1.0 } else { beta_quantile(a, b, 1.0 - outside) };
    Ok((low, high))
}

/// The binomial standard error of a Monte Carlo proportion, sqrt(p (1 - p) / n), with p = s / n.
///
/// It is 0 if all trials agree; quote [`proportion_interval`] then. It holds for independent trials only;
/// see [`crate::variance_components`] for trials in clusters.
///
/// # Errors
///
/// No trials, or more successes than trials.
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::intervals::proportion_standard_error(50, 100)?, 0.05);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn proportion_standard_error(successes: u64, trials: u64) -> Result<f64, StatsError> {
    check_counts(successes, trials)?;
    let share = successes as f64 / trials as f64;
    Ok((share * (1.0 - share) / trials as f64).sqrt())
}

/// Fails unless there are trials and no more successes than trials.
fn check_counts(successes: u64, trials: u64) -> Result<(), StatsError> {
    if trials == 0 {
        return Err(StatsError::TooFew { found: 0, needed: 1 });
    }
    if successes > trials {
        return Err(StatsError::BadValue { index: 0, value: successes as f64 });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    #[test]
    fn interval_agrees_with_scipy() {
        for [successes, trials, low, high] in
            read_table(include_str!("../../../../fixtures/oracle/estimators.json"), "jeffreys")
        {
            let found = proportion_interval(successes as u64, trials as u64, 0.9).unwrap();
            assert!((found.0 - low).abs() < 1e-12 && (found.1 - high).abs() < 1e-12, "{successes} {trials} {found:?}");
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        assert_eq!(proportion_standard_error(0, 0).unwrap_err(), StatsError::TooFew { found: 0, needed: 1 });
        assert!(proportion_interval(3, 2, 0.9).is_err() && proportion_interval(1, 2, 1.0).is_err());
        assert!(proportion_interval(1, 2, f64::NAN).is_err() && proportion_interval(1, 2, 0.0).is_err());
        assert!(
            [(1.0, 0.0), (0.0, 0.0), (2.5, 2.0), (-0.5, 2.0), (f64::NAN, 2.0), (1.0, f64::NAN), (1.0, f64::INFINITY)]
                .into_iter()
                .all(|(successes, trials)| share_interval(successes, trials, 0.9).is_err())
        );
    }
}
