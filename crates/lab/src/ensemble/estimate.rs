//! A mean over draws with the interval that its Monte Carlo error leaves.

use serde::{Deserialize, Serialize};
use standoff_num::distributions::student_critical_value;
use standoff_num::sums::{mean, variance};

/// Level of every interval for the error of finitely many futures.
pub const LEVEL: f64 = 0.95;

/// A mean over draws with the interval that its Monte Carlo error leaves: draws are the clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub value: f64,
    /// Lower end of the 95 % interval; null where one draw alone tells nothing of the error.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Estimate {
    /// From one number for each draw.
    pub fn from_draws(numbers: &[f64]) -> Self {
        let value = mean(numbers);
        let half = student_critical_value(numbers.len() as f64 - 1.0, LEVEL)
            * (variance(numbers) / numbers.len() as f64).sqrt();
        let known = half.is_finite();
        Self { value, low: known.then_some(value - half), high: known.then_some(value + half) }
    }

    /// A number that is known.
    pub fn exact(value: f64) -> Self {
        Self { value, low: Some(value), high: Some(value) }
    }

    /// Whether the interval leaves zero out.
    pub fn excludes_zero(&self) -> bool {
        self.low.is_some_and(|low| low > 0.0) || self.high.is_some_and(|high| high < 0.0)
    }
}
