//! Shapley shares: the average contribution of each of several causes over every order in which they could come.

use crate::error::{StatsError, all_finite, at_least};

/// The largest number of causes for which all 2^n subsets are evaluated.
pub const MOST_EXACT: usize = 16;

/// The shares of `n` causes from the values of all `2^n` subsets; bit `i` of a subset's index is set if cause `i` is in
/// it (Shapley 1953, Contributions to the Theory of Games 2):
///
/// `phi_i = sum over S without i of |S|! (n-|S|-1)! / n! · (v(S with i) - v(S))`.
///
/// They add up to the value of all causes less the value of none.
///
/// # Errors
///
/// A number of values that is no power of two or too large, or a value that is not finite.
///
/// ```
/// // Two causes that matter only together share what they do.
/// assert_eq!(standoff_stats::sensitivity::shapley::shapley_shares(&[1.0, 1.0, 1.0, 5.0])?, [2.0, 2.0]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn shapley_shares(values: &[f64]) -> Result<Vec<f64>, StatsError> {
    at_least(2, values.len())?;
    let causes = values.len().trailing_zeros() as usize;
    if !values.len().is_power_of_two() || causes > MOST_EXACT {
        let needed = values.len().next_power_of_two().min(1 << MOST_EXACT);
        return Err(StatsError::LengthMismatch { left: values.len(), right: needed });
    }
    all_finite(values, |_| true)?;
    let weights = subset_weights(causes);
    let share = |cause: usize| {
        let without = (0..values.len()).filter(|subset| subset >> cause & 1 == 0);
        let adds = without
            .map(|subset| weights[subset.count_ones() as usize] * (values[subset | 1 << cause] - values[subset]));
        adds.sum()
    };
    Ok((0..causes).map(share).collect())
}

/// The weights of the contributions of a cause by the number of causes that came before it, |S|:
/// `|S|! (n-|S|-1)! / n!`, which is `1 / (n · C(n-1, |S|))`. Over all subsets they add up to 1.
///
/// ```
/// let weights = standoff_stats::sensitivity::shapley::subset_weights(3);
/// assert_eq!(weights, [1.0 / 3.0, 1.0 / 6.0, 1.0 / 3.0]);
/// ```
pub fn subset_weights(causes: usize) -> Vec<f64> {
    let mut choose = 1.0;
    (0..causes)
        .map(|size| {
            let weight = 1.0 / (causes as f64 * choose);
            choose *= (causes - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

/// The subsets along an order of causes, from none to all: those whose values [`marginal_contributions`] needs.
///
/// ```
/// assert_eq!(standoff_stats::sensitivity::shapley::subsets_along(&[2, 0, 1]), [0b000, 0b100, 0b101, 0b111]);
/// ```
pub fn subsets_along(order: &[usize]) -> Vec<usize> {
    let grow = order.iter().scan(0, |subset, &cause| {
        *subset |= 1 << cause;
        Some(*subset)
    });
    std::iter::once(0).chain(grow).collect()
}

/// The contribution of each cause along an order, from the values of [`subsets_along`]. Its mean over uniformly drawn
/// orders is the Shapley share (Castro, Gómez and Tejada 2009, Computers & Operations Research 36:1726).
///
/// # Errors
///
/// A number of values other than one more than causes, a value that is not finite, or a cause out of range.
///
/// ```
/// assert_eq!(standoff_stats::sensitivity::shapley::marginal_contributions(&[1, 0], &[1.0, 4.0, 9.0])?, [5.0, 3.0]);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn marginal_contributions(order: &[usize], values: &[f64]) -> Result<Vec<f64>, StatsError> {
    if values.len() != order.len() + 1 {
        return Err(StatsError::LengthMismatch { left: values.len(), right: order.len() + 1 });
    }
    all_finite(values, |_| true)?;
    let mut adds = vec![0.0; order.len()];
    for (pair, &cause) in values.windows(2).zip(order) {
        let Some(add) = adds.get_mut(cause) else { return Err(StatsError::UnknownCause { index: cause, cause }) };
        *add = pair[1] - pair[0];
    }
    Ok(adds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glove game: one left glove (cause 0), two right ones; a pair is worth 1. Shares 2/3, 1/6, 1/6 (Owen 1995,
    /// Game Theory, chapter XI).
    #[test]
    fn glove_game_shares() {
        let value = |subset: usize| f64::from(u8::from(subset & 1 == 1 && subset > 1));
        let found = shapley_shares(&(0..8).map(value).collect::<Vec<f64>>()).unwrap();
        for (share, expected) in found.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - expected).abs() < 1e-15);
        }
    }

    /// All orders together give the shares of all subsets.
    #[test]
    fn the_mean_over_all_orders_is_exact() {
        let values: Vec<f64> = (0..8).map(|subset: usize| ((subset * 37 + 11) % 19) as f64).collect();
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let mut mean = [0.0; 3];
        for order in &orders {
            let along = marginal_contributions(
                order,
                &subsets_along(order).iter().map(|&subset| values[subset]).collect::<Vec<f64>>(),
            )
            .unwrap();
            mean.iter_mut().zip(along).for_each(|(mean, add)| *mean += add / 6.0);
        }
        for (mean, share) in mean.iter().zip(shapley_shares(&values).unwrap()) {
            assert!((mean - share).abs() < 1e-12);
        }
    }

    #[test]
    fn each_fault_has_its_error() {
        assert!(
            shapley_shares(&[1.0]).is_err()
                && shapley_shares(&[1.0, 2.0, 3.0]).is_err()
                && shapley_shares(&[1.0, f64::NAN]).is_err()
        );
        assert!(marginal_contributions(&[5], &[0.0, 1.0]).is_err());
        let short = marginal_contributions(&[0, 1], &[0.0, 1.0]).unwrap_err();
        assert_eq!(short, StatsError::LengthMismatch { left: 2, right: 3 });
        // Sixteen causes are the most.
        let found = |causes: u32| shapley_shares(&vec![1.0; 1 << causes]);
        assert_eq!(found(16).unwrap(), [0.0; 16]);
        assert_eq!(found(17).unwrap_err(), StatsError::LengthMismatch { left: 131_072, right: 65_536 });
    }
}
