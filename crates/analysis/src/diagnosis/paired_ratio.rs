//! Shares and means over draws with their errors, alone and as differences between two versions of the same draws.
//!
//! A share of futures and a mean over signatures are both ratios of sums over draws. Draws are the clusters, since futures of
//! one draw share its parameters (decision 89), and the number of signatures differs from draw to draw: leaving out one draw
//! at a time gives the error of a ratio without a formula for each kind.

use standoff_num::sums::{mean, sum_of};

/// What one draw adds to a ratio: a sum over its cases, and their number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Ratio {
    pub sum: f64,
    pub count: f64,
}

/// A ratio, or a difference between two, with one standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measured {
    pub value: f64,
    pub error: f64,
}

impl Measured {
    /// How far the number lies from zero beyond two standard errors; zero where its sign is not known.
    pub(super) fn beyond_error(&self) -> f64 {
        (self.value.abs() - 2.0 * self.error).max(0.0)
    }
}

/// The ratio over all draws; none where there is nothing to count, or a single draw, which says nothing about the error.
pub(super) fn pooled_ratio(draws: &[Ratio]) -> Option<Measured> {
    jackknife(draws.len(), &|kept| ratio_of(draws.iter(), kept))
}

/// Difference between the ratios of two versions of the same draws, the second less the first.
pub(super) fn paired_difference(pairs: &[[Ratio; 2]]) -> Option<Measured> {
    let side = |place: usize, kept: &dyn Fn(usize) -> bool| ratio_of(pairs.iter().map(|pair| &pair[place]), kept);
    jackknife(pairs.len(), &|kept| Some(side(1, kept)? - side(0, kept)?))
}

fn ratio_of<'a>(draws: impl Iterator<Item = &'a Ratio>, kept: &dyn Fn(usize) -> bool) -> Option<f64> {
    let kept: Vec<&Ratio> = draws.enumerate().filter(|(draw, _)| kept(*draw)).map(|(_, ratio)| ratio).collect();
    let count = sum_of(kept.iter().map(|ratio| ratio.count));
    (count > 0.0).then(|| sum_of(kept.iter().map(|ratio| ratio.sum)) / count)
}

/// Which draws are kept in a statistic.
type Kept<'a> = dyn Fn(usize) -> bool + 'a;

/// A statistic of draws with the standard error that leaving out one draw at a time gives,
/// `sqrt((n-1)/n · sum (t_i - mean)²)`.
fn jackknife(draws: usize, statistic: &dyn Fn(&Kept<'_>) -> Option<f64>) -> Option<Measured> {
    let value = statistic(&|_| true)?;
    let without: Vec<f64> = (0..draws).filter_map(|left_out| statistic(&|draw| draw != left_out)).collect();
    if without.len() < 2 {
        return None;
    }
    let (centre, count) = (mean(&without), without.len() as f64);
    let squares = sum_of(without.iter().map(|one| (one - centre) * (one - centre)));
    Some(Measured { value, error: ((count - 1.0) / count * squares).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_num::sums::variance;

    fn share(happened: f64) -> Ratio {
        Ratio { sum: happened, count: 8.0 }
    }

    #[test]
    fn with_equal_counts_the_error_is_that_of_a_mean() {
        let counts = [2.0, 4.0, 8.0, 3.0];
        let shares = counts.map(|count| count / 8.0);
        let measured = pooled_ratio(&counts.map(share)).unwrap();
        assert!((measured.value - mean(&shares)).abs() < 1e-12);
        assert!((measured.error - (variance(&shares) / 4.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn equal_versions_differ_by_nothing() {
        let pairs = [2.0, 4.0, 8.0].map(|count| [share(count); 2]);
        let measured = paired_difference(&pairs).unwrap();
        assert_eq!((measured.value, measured.error, measured.beyond_error()), (0.0, 0.0, 0.0));
    }

    #[test]
    fn a_shift_of_all_draws_has_no_error() {
        let pairs = [2.0, 4.0, 6.0].map(|count| [share(count), share(count + 2.0)]);
        let measured = paired_difference(&pairs).unwrap();
        assert!((measured.value - 0.25).abs() < 1e-12 && measured.error < 1e-12);
        assert!((measured.beyond_error() - 0.25).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_count_has_no_ratio() {
        assert_eq!(pooled_ratio(&[Ratio::default(); 3]), None);
        assert_eq!(pooled_ratio(&[share(1.0)]), None);
        assert_eq!(paired_difference(&[]), None);
    }
}
