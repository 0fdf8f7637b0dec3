//! How concentrated a set of amounts is.

use standoff_num::sums::{sum, sum_of};

/// The Herfindahl index: the sum of the squared shares, from 1/n (equal) to 1 (all in one).
///
/// Amounts must be >= 0 and not all 0, else the answer is not a number (Herfindahl 1950; Hirschman 1964).
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
/// G = sum (2 i - n - 1) x_i / (n sum x) with x ascending. Not a number as for [`herfindahl_index`].
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
    fn nonsense_is_not_a_number() {
        for amounts in [&[][..], &[0.0, 0.0], &[1.0, -0.5], &[f64::NAN]] {
            assert!(herfindahl_index(amounts).is_nan() || amounts.is_empty());
            assert!(gini_index(amounts).is_nan());
        }
    }

    /// Half the mean absolute difference over the mean, by its definition.
    #[test]
    fn gini_is_its_definition() {
        let amounts = [1.0, 4.0, 2.5, 10.0, 0.0];
        let pairs = amounts.iter().flat_map(|x| amounts.iter().map(move |y: &f64| f64::abs(x - y)));
        assert!((gini_index(&amounts) - pairs.sum::<f64>() / 25.0 / 2.0 / 3.5).abs() < 1e-15);
    }
}
