//! Choices in proportion to weights.

/// The index `i` at which the running sum of `weights` first exceeds `uniform` times their total.
///
/// Weights that are negative or not numbers count as nothing and are never picked.
/// If no weight is positive, the answer is 0.
///
/// ```
/// use standoff_num::random::pick_index;
/// assert_eq!(pick_index(0.30, &[1.0, 0.0, 3.0]), 2);
/// assert_eq!(pick_index(0.20, &[1.0, 0.0, 3.0]), 0);
/// ```
#[inline]
pub fn pick_index(uniform: f64, weights: &[f64]) -> usize {
    let positive = || weights.iter().copied().enumerate().filter(|&(_, weight)| weight > 0.0);
    let target = uniform * positive().map(|(_, weight)| weight).sum::<f64>();
    // The last positive weight wins if rounding leaves the running sum at or below the target.
    let (mut running, mut last) = (0.0, 0);
    for (index, weight) in positive() {
        running += weight;
        last = index;
        if running > target {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_without_weight_are_never_picked() {
        assert_eq!(pick_index(0.999_999, &[1.0, f64::NAN, -3.0]), 0);
        assert_eq!(pick_index(0.5, &[]), 0);
        assert_eq!(pick_index(0.5, &[0.0, 0.0]), 0);
        assert_eq!(pick_index(1.0, &[0.5, 0.5, 0.0]), 1);
        assert_eq!(pick_index(0.0, &[0.0, 0.5, 0.5]), 1);
        // The running sum must exceed the target, not only reach it.
        assert_eq!(pick_index(0.5, &[1.0, 1.0]), 1);
    }
}
