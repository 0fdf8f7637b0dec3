//! Scores of probabilities of several categories, of which one comes true.

use standoff_num::sums::sum_of;

use crate::error::StatsError;
use crate::score::ranked::check_categories;

/// The Brier score of probabilities of several categories, the sum over categories of (p - o)^2 with o = 1 for the one
/// that came and 0 for the others (Brier 1950, Mon. Weather Rev. 78:1).
///
/// 0 is best, 2 is worst; equal probabilities of n categories have 1 - 1/n. With two categories it is twice
/// [`brier_score`](crate::score::brier_score).
///
/// # Errors
///
/// Fewer than two categories, a probability outside [0, 1], a sum that differs from 1 by more than 1e-9, or an outcome
/// that is none of them.
///
/// # Examples
///
/// ```
/// use standoff_stats::score::category_brier_score;
/// assert_eq!(category_brier_score(&[0.5, 0.25, 0.25], 0)?, 0.25 + 0.0625 + 0.0625);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn category_brier_score(chances: &[f64], outcome: usize) -> Result<f64, StatsError> {
    check_categories(chances, outcome)?;
    let error = |(category, chance): (usize, &f64)| chance - f64::from(u8::from(category == outcome));
    Ok(sum_of(chances.iter().enumerate().map(|one| error(one) * error(one))))
}

/// The logarithmic score of probabilities of several categories, in nats: -ln of that of the one that came (Good 1952).
///
/// 0 is best; infinite if what came had been given no chance. Nothing is clamped.
///
/// # Errors
///
/// As [`category_brier_score`].
///
/// # Examples
///
/// ```
/// use standoff_stats::score::category_log_score;
/// assert_eq!(category_log_score(&[0.5, 0.25, 0.25], 0)?, std::f64::consts::LN_2);
/// assert_eq!(category_log_score(&[1.0, 0.0], 1)?, f64::INFINITY);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn category_log_score(chances: &[f64], outcome: usize) -> Result<f64, StatsError> {
    check_categories(chances, outcome)?;
    // Adding 0 turns -0 into 0.
    Ok(0.0 - libm::log(chances[outcome]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use crate::score::{brier_score, ranked_probability_score};

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/categories.json");

    #[test]
    fn scores_agree_with_scikit_learn_and_scoringrules() {
        for [outcome, brier, log, ranked, chances @ ..] in read_table::<8>(ORACLE, "categories") {
            let outcome = outcome as usize;
            assert!((category_brier_score(&chances, outcome).unwrap() - brier).abs() < 1e-12);
            assert!((category_log_score(&chances, outcome).unwrap() - log).abs() < 1e-12);
            assert!((ranked_probability_score(&chances, outcome).unwrap() - ranked).abs() < 1e-12);
        }
    }

    #[test]
    fn two_categories_have_twice_the_score_of_one_event() {
        for percent in 0..=100 {
            let chance = f64::from(percent) / 100.0;
            let found = category_brier_score(&[chance, 1.0 - chance], 0).unwrap();
            assert!((found - 2.0 * brier_score(chance, true).unwrap()).abs() < 1e-15);
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(category_brier_score(&[1.0], 0), Err(StatsError::TooFew { found: 1, needed: 2 }));
        assert!(category_log_score(&[0.5, 0.4], 0).is_err() && category_log_score(&[0.5, 0.5], 2).is_err());
    }
}
