//! The rule of Benjamini and Hochberg (1995) for many tests at once.

/// Expected share of false ones among the findings that the program calls clear: one in twenty.
pub const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// The largest p-value that is kept at a false discovery rate: of all `m` p-values in order, `p(1) <= ... <= p(m)`, that of the
/// largest `k` with `p(k) <= k/m` times the rate. A test is kept if its p-value is no larger. None where no test is kept.
///
/// Of the tests that are kept, a share of at most the rate is expected to be false if they are independent, or depend on each
/// other positively.
///
/// ```
/// use standoff_stats::false_discovery::{FALSE_DISCOVERY_RATE, largest_kept_p_value};
/// assert_eq!(largest_kept_p_value(&[0.03, 0.001, 0.8, 0.012], FALSE_DISCOVERY_RATE), Some(0.03));
/// assert_eq!(largest_kept_p_value(&[0.04, 0.8], FALSE_DISCOVERY_RATE), None);
/// ```
pub fn largest_kept_p_value(p_values: &[f64], rate: f64) -> Option<f64> {
    let mut ordered = p_values.to_vec();
    ordered.sort_by(f64::total_cmp);
    let count = ordered.len() as f64;
    let kept = ordered.iter().zip(1..).filter(|(p_value, rank)| **p_value <= f64::from(*rank) / count * rate);
    kept.last().map(|(p_value, _)| *p_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The p-values of Benjamini and Hochberg (1995), section 4, of which their rule keeps the first four at .05.
    #[test]
    fn tests_kept_are_those_of_the_published_example() {
        let p_values = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        assert_eq!(largest_kept_p_value(&p_values, FALSE_DISCOVERY_RATE), Some(0.0095));
        assert_eq!(largest_kept_p_value(&[], FALSE_DISCOVERY_RATE), None);
    }
}
