//! Mean over draws with a confidence interval for its Monte Carlo error.

use crate::ensemble::clusters::Clusters;
use schemars::JsonSchema;
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
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

    /// Estimate from one number for each draw where draws belong to clusters, with Student's t at `clusters - 1` degrees of
    /// freedom. Where every draw is a cluster, it is [`Estimate::from_draws`].
    ///
    /// ```
    /// use standoff_lab::ensemble::{clusters::Clusters, estimate::Estimate};
    /// let numbers = [0.4, 0.5, 0.6];
    /// assert_eq!(Estimate::from_clusters(&numbers, &Clusters::by_label(&[0, 1, 2])), Estimate::from_draws(&numbers));
    /// assert_eq!(Estimate::from_clusters(&numbers, &Clusters::by_label(&[0, 0, 0])).low, None);
    /// ```
    pub fn from_clusters(numbers: &[f64], clusters: &Clusters) -> Self {
        if clusters.are_single_draws() {
            return Self::from_draws(numbers);
        }
        Self::with_error(mean(numbers), clusters.mean_error(numbers), clusters.count())
    }

    /// The interval of Student's t around a value.
    fn with_error(value: f64, error: f64, clusters: usize) -> Self {
        let half = student_critical_value(clusters as f64 - 1.0, LEVEL) * error;
        let known = half.is_finite();
        Self { value, low: known.then_some(value - half), high: known.then_some(value + half) }
    }

    /// Ratio of two sums over draws that belong to clusters, with the interval of Student's t for their number around it
    /// ([`Clusters::ratio_error`]). None where the second sum is zero.
    ///
    /// ```
    /// use standoff_lab::ensemble::clusters::Clusters;
    /// use standoff_lab::ensemble::estimate::Estimate;
    /// let shares = Estimate::ratio_over_clusters(&[(1.0, 2.0), (3.0, 6.0)], &Clusters::by_label(&[0, 1])).unwrap();
    /// assert_eq!((shares.value, shares.low), (0.5, Some(0.5)));
    /// assert_eq!(Estimate::ratio_over_clusters(&[(0.0, 0.0)], &Clusters::by_label(&[0])), None);
    /// ```
    pub fn ratio_over_clusters(parts: &[(f64, f64)], clusters: &Clusters) -> Option<Self> {
        let all: f64 = parts.iter().map(|part| part.1).sum();
        let value = parts.iter().map(|part| part.0).sum::<f64>() / all;
        (all > 0.0).then(|| Self::with_error(value, clusters.ratio_error(parts), clusters.count()))
    }

    /// The same with its interval kept within bounds, such as those of a share.
    #[must_use]
    pub fn clamped(self, least: f64, most: f64) -> Self {
        let inside = |end: f64| end.clamp(least, most);
        Self { low: self.low.map(inside), high: self.high.map(inside), ..self }
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
