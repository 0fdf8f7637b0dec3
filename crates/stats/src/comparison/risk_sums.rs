//! Sums over the observations at risk.

use crate::running_sum::RunningSum;

/// Sums of risk, risk x and risk x x' over a set of observations.
///
/// Where observations are taken out again, as late entry needs, what rounding would lose is kept.
#[derive(Debug, Clone)]
pub(super) struct RiskSums {
    width: usize,
    /// The sum of risk, then of risk x, then of risk x x' as [column, column].
    sums: Vec<f64>,
    kept: Option<Vec<RunningSum>>,
}

impl RiskSums {
    pub(super) fn new(width: usize, shrinks: bool) -> Self {
        let length = 1 + width + width * width;
        Self { width, sums: vec![0.0; length], kept: shrinks.then(|| vec![RunningSum::default(); length]) }
    }

    /// Adds an observation; a negative risk takes one out.
    pub(super) fn add_observation(&mut self, risk: f64, row: &[f64]) {
        let (width, sums) = (self.width, &mut self.sums);
        let mut add = |place: usize, term: f64| match &mut self.kept {
            None => sums[place] += term,
            Some(kept) => {
                kept[place].add(term);
                sums[place] = kept[place].value();
            }
        };
        add(0, risk);
        row.iter().enumerate().for_each(|(column, value)| add(1 + column, risk * value));
        for place in 0..width * width {
            add(1 + width + place, risk * row[place / width] * row[place % width]);
        }
    }

    /// The sum of risk and the mean of x, with a share of some taken off.
    pub(super) fn means_less(&self, gone: &Self, share: f64) -> (f64, Vec<f64>) {
        let total = self.sums[0] - share * gone.sums[0];
        let mean = |place: usize| (self.sums[place] - share * gone.sums[place]) / total;
        (total, (1..=self.width).map(mean).collect())
    }

    /// One entry of the covariance of x, with a share of some taken off; `place` is that in [column, column].
    pub(super) fn covariance_less(&self, gone: &Self, share: f64, total: f64, means: &[f64], place: usize) -> f64 {
        let at = 1 + self.width + place;
        (self.sums[at] - share * gone.sums[at]) / total - means[place / self.width] * means[place % self.width]
    }
}
