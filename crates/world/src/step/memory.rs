//! Deviations that fade: scores of a quantity whose logarithm returns to its mean (Ornstein and Uhlenbeck 1930), exactly over
//! any step (decisions 44 and 45).

use crate::quantity::half_life_share;
use crate::step::draws::StepDraws;
use crate::step::purpose::Purpose;
use standoff_num::distributions::normal_quantile;

/// Fading of a deviation over steps of one length. A score has a standard normal law in the long run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Memory {
    purpose: Purpose,
    /// Share of the score that is left after a step.
    kept: f64,
}

impl Memory {
    /// Memory of this half-life in steps of `months`; none where there is no `spread`, so that no number is asked for.
    pub(super) fn new(purpose: Purpose, spread: f64, half_life: f64, months: f64) -> Option<Self> {
        (spread > 0.0).then_some(Self { purpose, kept: half_life_share(half_life, months) })
    }

    /// Score before a step: that of the state, or one from the law of the long run where nobody knows it.
    pub(super) fn score_before(&self, score: Option<f64>, draws: &StepDraws<'_>) -> f64 {
        score.unwrap_or_else(|| normal_quantile(draws.pair(self.purpose, 0)[1]))
    }

    /// Score after a step.
    pub(super) fn score_after(&self, score: Option<f64>, draws: &StepDraws<'_>) -> f64 {
        let [change, _] = draws.pair(self.purpose, 0);
        let drawn = (1.0 - self.kept * self.kept).sqrt();
        self.kept * self.score_before(score, draws) + drawn * normal_quantile(change)
    }
}
