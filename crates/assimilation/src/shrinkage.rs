//! The kernel by which parameters are refreshed after resampling (decision 80).

use crate::war_model::PlayableDraw;
use rayon::prelude::*;
use standoff_num::distributions::normal_quantile;
use standoff_num::sums::sum_of;
use std::sync::Arc;

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
    keep: f64,
}

impl ShrinkageKernel {
    /// Kernel of parents with these weights, which sum to one.
    pub fn new(parents: &[Arc<PlayableDraw>], weights: &[f64]) -> Self {
        let keep = SHRINKAGE;
        let count = parents.first().map_or(0, |one| one.scores.len());
        // The variance of few draws is too small by this factor, and would shrink at every refreshing.
        let lost = 1.0 - sum_of(weights.iter().map(|weight| weight * weight));
        let moments = |place: usize| {
            let scores = || parents.iter().zip(weights).map(|(one, weight)| (one.scores[place], weight));
            let mean = sum_of(scores().map(|(score, weight)| weight * score));
            let variance = sum_of(scores().map(|(score, weight)| weight * (score - mean) * (score - mean)));
            let wanted = (variance / lost.max(0.5)).min(variance.max(1.0));
            (mean, (wanted - keep * keep * variance).max(0.0).sqrt())
        };
        let (means, spreads) = (0..count).into_par_iter().map(moments).unzip();
        Self { means, spreads, keep }
    }

    /// Draws scores near those of a parent; a place that `stays` keeps them.
    pub fn perturb_scores(&self, scores: &[f64], noise: &dyn Fn(usize) -> f64, stays: &dyn Fn(usize) -> bool) -> Vec<f64> {
        let one = |(place, score): (usize, &f64)| {
            if stays(place) {
                return *score;
            }
            self.keep * score
                + (1.0 - self.keep) * self.means[place]
                + self.spreads[place] * normal_quantile(noise(place))
        };
        scores.iter().enumerate().map(one).collect()
    }
}
