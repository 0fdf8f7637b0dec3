//! The kernel by which parameters are refreshed after resampling (decision 80).

use rayon::prelude::*;
use standoff_num::distributions::normal_quantile;
use standoff_num::sums::{mean, variance};

/// Weight of the parent's score when a parameter is refreshed; the rest is drawn from the population's mean and spread.
/// Near 1 a few families of draws take over with everything they happen to carry: idle scores then stray by a whole
/// standard deviation over the default record, at 0.6 by half of one. Near 0 a state loses the parameters that led to
/// it (decision 80).
const SHRINKAGE: f64 = 0.6;

/// Shrinkage kernel of Liu and West (2001): scores are drawn towards their mean and spread again, so that mean and
/// variance stay.
pub(super) struct ShrinkageKernel {
    means: Vec<f64>,
    spreads: Vec<f64>,
}

impl ShrinkageKernel {
    /// Kernel of the scores of some draws, all of the same weight.
    pub fn new(draws: &[&[f64]]) -> Self {
        let count = draws.first().map_or(0, |one| one.len());
        let moments = |place: usize| {
            let column: Vec<f64> = draws.iter().map(|one| one[place]).collect();
            let (mean, unbiased) = (mean(&column), variance(&column).max(0.0));
            let own = unbiased * (column.len() as f64 - 1.0) / column.len() as f64;
            // The variance of few draws is too small, and would shrink at every refreshing; but none is wider than the prior.
            let wanted = if unbiased.is_finite() { unbiased.min(own.max(1.0)) } else { 0.0 };
            (mean, (wanted - SHRINKAGE * SHRINKAGE * own).max(0.0).sqrt())
        };
        let (means, spreads) = (0..count).into_par_iter().map(moments).unzip();
        Self { means, spreads }
    }

    /// Draws scores near those of a parent; a place that `stays` keeps them.
    pub fn perturb_scores(
        &self,
        scores: &[f64],
        noise: &dyn Fn(usize) -> f64,
        stays: &dyn Fn(usize) -> bool,
    ) -> Vec<f64> {
        let one = |(place, score): (usize, &f64)| {
            if stays(place) {
                return *score;
            }
            SHRINKAGE * score
                + (1.0 - SHRINKAGE) * self.means[place]
                + self.spreads[place] * normal_quantile(noise(place))
        };
        scores.iter().enumerate().map(one).collect()
    }
}
