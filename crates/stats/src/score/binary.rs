//! Scores of a probability stated for an event that happens or not.

use standoff_num::sums::mean;

use crate::error::{StatsError, all_finite, at_least, same_length};

/// The Brier score of one forecast, (p - o)^2 with o = 1 where it happened and 0 where not (Brier 1950, Mon. Weather
/// Rev. 78:1, in the form for one event, half of that for both answers).
///
/// 0 is best, 1 is worst, and a forecast of one half has 0.25.
///
/// # Errors
///
/// A probability outside [0, 1].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::brier_score;
/// assert_eq!(brier_score(0.75, true)?, 0.0625);
/// assert_eq!(brier_score(0.75, false)?, 0.5625);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn brier_score(chance: f64, happened: bool) -> Result<f64, StatsError> {
    check_chances(&[chance])?;
    let error = chance - f64::from(u8::from(happened));
    Ok(error * error)
}

/// The logarithmic score of one forecast in nats: -ln of the probability given to what happened (Good 1952, J. R. Stat.
/// Soc. B 14:107).
///
/// 0 is best; a forecast of one half has ln 2 = 0.693. Infinite if what happened had been given no chance. Nothing is
/// clamped, so that a mean over forecasts is then infinite too.
///
/// # Errors
///
/// A probability outside [0, 1].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::log_score;
/// assert_eq!(log_score(0.5, false)?, std::f64::consts::LN_2);
/// assert_eq!(log_score(1.0, false)?, f64::INFINITY);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn log_score(chance: f64, happened: bool) -> Result<f64, StatsError> {
    check_chances(&[chance])?;
    // Adding 0 turns -0 into 0; ln(1 - p) keeps its digits where p is small.
    Ok(0.0 - if happened { libm::log(chance) } else { libm::log1p(-chance) })
}

/// The mean Brier score of several forecasts; see [`brier_score`].
///
/// # Errors
///
/// Columns of different length, no forecasts, or a probability outside [0, 1].
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::score::mean_brier_score(&[0.5, 1.0], &[true, true])?, 0.125);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn mean_brier_score(chances: &[f64], happened: &[bool]) -> Result<f64, StatsError> {
    mean_score(brier_score, chances, happened)
}

/// The mean logarithmic score of several forecasts in nats; see [`log_score`].
///
/// # Errors
///
/// Columns of different length, no forecasts, or a probability outside [0, 1].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::mean_log_score;
/// assert_eq!(mean_log_score(&[0.5, 1.0], &[true, true])?, 0.5 * std::f64::consts::LN_2);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn mean_log_score(chances: &[f64], happened: &[bool]) -> Result<f64, StatsError> {
    mean_score(log_score, chances, happened)
}

type ScoreFunction = fn(f64, bool) -> Result<f64, StatsError>;

fn mean_score(score: ScoreFunction, chances: &[f64], happened: &[bool]) -> Result<f64, StatsError> {
    check_forecasts(chances, happened)?;
    let scores: Result<Vec<f64>, StatsError> = chances.iter().zip(happened).map(|(&p, &o)| score(p, o)).collect();
    Ok(mean(&scores?))
}

/// Fails unless there are forecasts, each with an outcome.
pub(super) fn check_forecasts(chances: &[f64], happened: &[bool]) -> Result<(), StatsError> {
    same_length(chances.len(), happened.len())?;
    at_least(1, chances.len())?;
    check_chances(chances)
}

/// Fails at the first value that is not a probability.
pub(super) fn check_chances(values: &[f64]) -> Result<(), StatsError> {
    all_finite(values, |value| (0.0..=1.0).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    #[test]
    fn scores_agree_with_the_oracle() {
        for [chance, happened, quadratic, logarithmic] in read_table(ORACLE, "binary") {
            assert!((brier_score(chance, happened == 1.0).unwrap() - quadratic).abs() < 1e-15);
            let found = log_score(chance, happened == 1.0).unwrap();
            assert!((found - logarithmic).abs() < 1e-13, "{found}, not {logarithmic}");
        }
    }

    /// On a fine grid, the expected loss under probability q is least if q is stated.
    #[test]
    fn both_are_proper() {
        for (score, belief) in
            [(brier_score as ScoreFunction, 0.3), (log_score, 0.3), (brier_score, 0.85), (log_score, 0.85)]
        {
            let expected = |p: f64| belief * score(p, true).unwrap() + (1.0 - belief) * score(p, false).unwrap();
            let others = (1..100).map(|percent| f64::from(percent) / 100.0).filter(|p| (p - belief).abs() > 1e-9);
            assert!(others.into_iter().all(|p| expected(p) > expected(belief)));
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(log_score(0.0, true), Ok(f64::INFINITY));
        assert!(log_score(1.0, true).unwrap().is_sign_positive());
        assert_eq!(log_score(1e-20, false), Ok(1e-20));
        assert_eq!(mean_log_score(&[0.5, 0.0], &[true, true]), Ok(f64::INFINITY));
        assert_eq!(brier_score(1.5, true), Err(StatsError::BadValue { index: 0, value: 1.5 }));
        assert!(brier_score(f64::NAN, true).is_err() && log_score(-0.1, true).is_err());
        assert_eq!(mean_brier_score(&[], &[]), Err(StatsError::TooFew { found: 0, needed: 1 }));
        assert_eq!(mean_brier_score(&[0.5], &[]), Err(StatsError::LengthMismatch { left: 1, right: 0 }));
    }
}
