//! Weights kept as logarithms: a likelihood of many observations is far below the smallest number.

use standoff_num::elementary::{EXP_LIMIT, exp, ln};
use standoff_num::sums::sum_of;

/// `e^log`, and 0 where that is below 3.3e-308, where the vectorised exponential ends.
pub(super) fn exp_or_zero(log: f64) -> f64 {
    if log > -EXP_LIMIT { exp(log) } else { 0.0 }
}

/// Logarithm of a sum given the logarithms of its terms, `max + ln sum e^(x - max)`, summed in order.
///
/// The greatest term is taken out so that it becomes 1 and cannot overflow. Minus infinity where all terms are.
pub(super) fn log_sum_exp(logs: &[f64]) -> f64 {
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY { top } else { top + ln(sum_of(logs.iter().map(|log| exp_or_zero(log - top)))) }
}

/// Effective sample size, `(sum w)^2 / sum w^2` (Kong, Liu and Wong 1994, JASA 89:278): from 1, where one member has
/// all the weight, to their number, where all weigh the same.
pub(super) fn effective_sample_size(weights: &[f64]) -> f64 {
    let total = sum_of(weights.iter().copied());
    total * total / sum_of(weights.iter().map(|weight| weight * weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_far_off_logarithms_do_not_overflow() {
        for shift in [-1e6, -700.0, 0.0, 700.0, 1e6] {
            let found = log_sum_exp(&[shift, shift + 1.0, shift + 2.0]) - shift;
            assert!((found - 2.407_605_964_444_38).abs() < 1e-9, "{shift}: {found}");
        }
        assert_eq!(log_sum_exp(&[f64::NEG_INFINITY, 0.0]), 0.0);
        assert_eq!(log_sum_exp(&[f64::NEG_INFINITY; 3]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
    }

    #[test]
    fn exponentials_end_at_zero() {
        assert_eq!([f64::NEG_INFINITY, -1e9, -708.1].map(exp_or_zero), [0.0; 3]);
        assert!((exp_or_zero(-707.9) / (-707.9_f64).exp() - 1.0).abs() < 1e-12 && exp_or_zero(0.0) == 1.0);
    }

    #[test]
    fn effective_sample_sizes_lie_between_one_and_all() {
        assert_eq!(effective_sample_size(&[0.25; 4]), 4.0);
        assert_eq!(effective_sample_size(&[0.0, 1.0, 0.0]), 1.0);
        assert!((effective_sample_size(&[0.5, 0.3, 0.2]) - 1.0 / 0.38).abs() < 1e-14);
    }
}
