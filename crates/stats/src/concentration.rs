//! Concentration of amounts.

use standoff_num::sums::{sum, sum_of};

/// The Herfindahl index: the sum of the squared shares, from 1/n (equal) to 1 (all in one).
///
/// NaN unless the amounts are >= 0 and not all 0 (Herfindahl 1950; Hirschman 1964).
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::concentration::herfindahl_index(&[1.0, 1.0]), 0.5);
/// ```
pub fn herfindahl_index(amounts: &[f64]) -> f64 {
    let total = positive_total(amounts);
    sum_of(amounts.iter().map(|amount| (amount / total) * (amount / total)))
}

/// The Gini index: half the mean absolute difference over the mean, from 0 (equal) to 1 - 1/n (all in one).
///
/// G = sum (2 i - n - 1) x_i / (n sum x) with x ascending. NaN in the same cases as [`herfindahl_index`].
///
/// # Examples
///
/// ```
/// assert_eq!(standoff_stats::concentration::gini_index(&[0.0, 1.0]), 0.5);
/// ```
pub fn gini_index(amounts: &[f64]) -> f64 {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let weighted = sorted.iter().enumerate().map(|(index, amount)| (2.0 * index as f64 + 1.0 - count) * amount);
    sum_of(weighted) / (count * positive_total(amounts))
}

/// The total, or NaN if an amount is negative or all are 0.
fn positive_total(amounts: &[f64]) -> f64 {
    let total = sum(amounts);
    if total > 0.0 && amounts.iter().all(|&amount| amount >= 0.0) { total } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_and_concentrated_amounts() {
        assert_eq!(herfindahl_index(&[0.0, 3.0, 0.0]), 1.0);
        assert!((gini_index(&[0.0, 3.0, 0.0]) - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(gini_index(&[2.0; 4]), 0.0);
    }

    #[test]
    fn negative_and_empty_amounts_are_nan() {
        for amounts in [&[][..], &[0.0, 0.0], &[1.0, -0.5], &[f64::NAN]] {
            assert!(herfindahl_index(amounts).is_nan() || amounts.is_empty());
            assert!(gini_index(amounts).is_nan());
        }
    }

    /// Half the mean absolute difference over the mean, by its definition.
    #[test]
    fn gini_agrees_with_its_definition() {
        let amounts = [1.0, 4.0, 2.5, 10.0, 0.0];
        let pairs = amounts.iter().flat_map(|x| amounts.iter().map(move |y: &f64| f64::abs(x - y)));
        assert!((gini_index(&amounts) - pairs.sum::<f64>() / 25.0 / 2.0 / 3.5).abs() < 1e-15);
    }
}
