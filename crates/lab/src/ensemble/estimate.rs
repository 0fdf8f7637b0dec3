//! Mean over draws with a confidence interval for its Monte Carlo error.

use serde::{Deserialize, Serialize};
use standoff_num::distributions::student_critical_value;
use standoff_num::sums::{mean, variance};

/// Level of every interval for the error of finitely many futures.
pub const LEVEL: f64 = 0.95;

/// Mean over draws with a 95 % confidence interval. The draws are the clusters: futures of one draw share its parameters, so
/// they are not independent (decision 89).
///
/// ```
/// use standoff_lab::ensemble::estimate::Estimate;
/// let estimate = Estimate::from_draws(&[0.4, 0.5, 0.6]);
/// assert!((estimate.value - 0.5).abs() < 1e-15 && estimate.excludes_zero());
/// assert_eq!(Estimate::from_draws(&[0.4]).low, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Mean.
    pub value: f64,
    /// Lower end of the 95 % interval; null for a single draw, which says nothing about the error.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Estimate {
    /// Estimate from one number for each draw, with Student's t at `draws - 1` degrees of freedom:
    ///
    /// ```text
    /// mean ± t(0.975, n - 1) · sqrt(variance / n)
    /// ```
    pub fn from_draws(numbers: &[f64]) -> Self {
        let value = mean(numbers);
        let half = student_critical_value(numbers.len() as f64 - 1.0, LEVEL)
            * (variance(numbers) / numbers.len() as f64).sqrt();
        let known = half.is_finite();
        Self { value, low: known.then_some(value - half), high: known.then_some(value + half) }
    }

    /// Estimate of a number that is known exactly.
    pub fn exact(value: f64) -> Self {
        Self { value, low: Some(value), high: Some(value) }
    }

    /// True if the interval leaves zero out.
    pub fn excludes_zero(&self) -> bool {
        self.low.is_some_and(|low| low > 0.0) || self.high.is_some_and(|high| high < 0.0)
    }
}
