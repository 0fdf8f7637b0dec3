//! The ranked probability score of probabilities of ordered bins.

use standoff_num::sums::{sum, sum_of};

use crate::error::{StatsError, at_least};
use crate::score::binary::check_chances;

/// Probabilities must sum to 1 within this: enough for nine printed digits.
const SLACK: f64 = 1e-9;

/// The ranked probability score: the sum over bins k of (F_k - O_k)^2, F_k the probability of bin k or a lower one and
/// O_k 1 where the outcome lies in such a bin, else 0 (Epstein 1969, J. Appl. Meteorol. 8:985; Murphy 1971, 10:155).
///
/// Probability near the bin that comes about counts, unlike in [`log_score`](crate::score::binary::log_score). For two
/// bins it is the Brier score; the greatest value for K bins is K - 1, by which some authors divide. `outcome` is the
/// number of the bin, from 0.
///
/// # Errors
///
/// Fewer than two bins, a probability outside [0, 1], probabilities that do not sum to 1, or a bin that does not exist.
///
/// # Examples
///
/// ```
/// use standoff_stats::score::ranked_probability_score;
/// assert_eq!(ranked_probability_score(&[0.5, 0.25, 0.25], 0)?, 0.25 + 0.0625);
/// assert_eq!(ranked_probability_score(&[0.5, 0.25, 0.25], 2)?, 0.25 + 0.5625);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn ranked_probability_score(chances: &[f64], outcome: usize) -> Result<f64, StatsError> {
    check_categories(chances, outcome)?;
    let mut below = 0.0;
    // The last bin adds nothing: both sums are 1 there.
    let terms = chances[..chances.len() - 1].iter().enumerate().map(|(bin, chance)| {
        below += chance;
        let error = below - f64::from(u8::from(outcome <= bin));
        error * error
    });
    Ok(sum_of(terms))
}

/// Fails unless the probabilities are those of categories of which the outcome is one.
pub(super) fn check_categories(chances: &[f64], outcome: usize) -> Result<(), StatsError> {
    at_least(2, chances.len())?;
    check_chances(chances)?;
    let total = sum(chances);
    if (total - 1.0).abs() > SLACK {
        return Err(StatsError::BadSetting { name: "sum of the chances", value: total });
    }
    let fault = StatsError::BadSetting { name: "bin of the outcome", value: outcome as f64 };
    if outcome < chances.len() { Ok(()) } else { Err(fault) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::read_table;
    use crate::score::binary::brier_score;

    const ORACLE: &str = include_str!("../../../../fixtures/oracle/scores/scores.json");

    #[test]
    fn scores_agree_with_the_oracle() {
        for [outcome, expected, chances @ ..] in read_table::<7>(ORACLE, "ranked") {
            let found = ranked_probability_score(&chances, outcome as usize).unwrap();
            assert!((found - expected).abs() < 1e-14, "{found}, not {expected}");
        }
    }

    #[test]
    fn two_bins_are_a_yes_or_no() {
        for percent in 0..=100 {
            let chance = f64::from(percent) / 100.0;
            let chances = [1.0 - chance, chance];
            for happened in [false, true] {
                let found = ranked_probability_score(&chances, usize::from(happened)).unwrap();
                assert!((found - brier_score(chance, happened).unwrap()).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn edge_cases_are_defined() {
        assert_eq!(ranked_probability_score(&[1.0, 0.0, 0.0, 0.0], 3), Ok(3.0));
        assert_eq!(ranked_probability_score(&[1.0], 0), Err(StatsError::TooFew { found: 1, needed: 2 }));
        assert!(matches!(ranked_probability_score(&[0.5, 0.4], 0), Err(StatsError::BadSetting { .. })));
        assert!(matches!(ranked_probability_score(&[0.5, 0.5], 2), Err(StatsError::BadSetting { .. })));
        assert_eq!(ranked_probability_score(&[1.5, -0.5], 0), Err(StatsError::BadValue { index: 0, value: 1.5 }));
    }
}
