//! Scores of quantiles.

use standoff_num::sums::sum_of;

use crate::error::{StatsError, at_least};

/// Tolerance when levels are compared: levels are typed as decimals.
const LEVEL_TOLERANCE: f64 = 1e-9;

/// The loss of one quantile: level times how far the outcome lies above, or the rest times how far below (pinball loss;
/// Gneiting and Raftery 2007, JASA 102:359, section 6.1), in the unit of the outcome.
///
/// # Errors
///
/// A level outside (0, 1), or a value or outcome that is not finite.
///
/// # Examples
///
/// ```
/// use standoff_stats::score::quantile_loss;
/// assert_eq!(quantile_loss((0.75, 10.0), 14.0)?, 3.0);
/// assert_eq!(quantile_loss((0.75, 10.0), 6.0)?, 1.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn quantile_loss((level, value): (f64, f64), outcome: f64) -> Result<f64, StatsError> {
    if level.is_nan() || level <= 0.0 || level >= 1.0 {
        return Err(StatsError::BadSetting { name: "level", value: level });
    }
    if let Some(&fault) = [value, outcome].iter().find(|number| !number.is_finite()) {
        return Err(StatsError::BadSetting { name: "value", value: fault });
    }
    Ok(if outcome >= value { level * (outcome - value) } else { (1.0 - level) * (value - outcome) })
}

/// The mean over the levels of twice the [`quantile_loss`]; comes to the CRPS as levels become many and even.
///
/// # Errors
///
/// As [`quantile_loss`], or no quantile.
///
/// # Examples
///
/// ```
/// use standoff_stats::score::mean_quantile_score;
/// assert_eq!(mean_quantile_score(&[(0.25, 0.0), (0.75, 4.0)], 5.0)?, 2.0);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn mean_quantile_score(quantiles: &[(f64, f64)], outcome: f64) -> Result<f64, StatsError> {
    at_least(1, quantiles.len())?;
    let losses: Vec<f64> =
        quantiles.iter().map(|&quantile| quantile_loss(quantile, outcome)).collect::<Result<_, _>>()?;
    Ok(sum_of(losses.into_iter().map(|loss| 2.0 * loss)) / quantiles.len() as f64)
}

/// The weighted interval score of a median m and K central intervals, (|y - m| / 2 + sum of alpha / 2 times the interval
/// score of each) / (K + 1/2), with 1 - alpha the chance inside (Bracher et al. 2021, PLoS Comput. Biol. 17:e1008618).
///
/// `quantiles` are levels, rising, each with its value. None unless the levels are those of a median and of central
/// intervals: only then do the weights mean what the name says. It is then equal to [`mean_quantile_score`].
///
/// # Errors
///
/// As [`mean_quantile_score`].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::weighted_interval_score;
/// let found = weighted_interval_score(&[(0.25, 0.0), (0.5, 1.0), (0.75, 4.0)], 5.0)?;
/// // The interval scores 4 + 4 (5 - 4) = 8, of which a quarter counts.
/// assert_eq!(found, Some((0.5 * 4.0 + 0.25 * 8.0) / 1.5));
/// assert_eq!(weighted_interval_score(&[(0.25, 0.0), (0.75, 4.0)], 5.0)?, None);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn weighted_interval_score(quantiles: &[(f64, f64)], outcome: f64) -> Result<Option<f64>, StatsError> {
    let score = mean_quantile_score(quantiles, outcome)?;
    let mirrored = |(low, high): (&(f64, f64), &(f64, f64))| (low.0 + high.0 - 1.0).abs() < LEVEL_TOLERANCE;
    let is_central = quantiles.len() % 2 == 1 && quantiles.iter().zip(quantiles.iter().rev()).all(mirrored);
    Ok(is_central.then_some(score))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/categories.json");

    #[test]
    fn scores_agree_with_scoringrules() {
        for [outcome, score, rest @ ..] in read_table::<12>(ORACLE, "quantiles") {
            let quantiles: Vec<(f64, f64)> = rest.chunks(2).map(|pair| (pair[0], pair[1])).collect();
            assert!((mean_quantile_score(&quantiles, outcome).unwrap() - score).abs() < 1e-12);
            let weighted = weighted_interval_score(&quantiles, outcome).unwrap().unwrap();
            assert!((weighted - score).abs() < 1e-12, "{weighted}, not {score}");
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(mean_quantile_score(&[], 0.0), Err(StatsError::TooFew { found: 0, needed: 1 }));
        assert!([1.0, 0.0, -0.5, f64::NAN].into_iter().all(|level| quantile_loss((level, 0.0), 0.0).is_err()));
        assert!(quantile_loss((0.5, f64::NAN), 0.0).is_err());
        assert_eq!(weighted_interval_score(&[(0.1, 0.0), (0.5, 1.0), (0.8, 2.0)], 0.0), Ok(None));
        assert_eq!(weighted_interval_score(&[(0.5, 1.0)], 3.0), Ok(Some(2.0)));
    }
}
