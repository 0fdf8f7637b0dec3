//! Figures with an interval from resampling.

use schemars::JsonSchema;
use serde::Serialize;
use standoff_stats::{Bootstrap, Estimate};

/// A bootstrap: seed, number of resamples and level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Resampling {
    /// Seed.
    pub seed: u64,
    /// Resamples with replacement.
    pub resamples: u32,
    /// Chance inside an interval.
    pub level: f64,
}

impl Resampling {
    pub(super) fn bootstrap(self) -> Bootstrap {
        Bootstrap { seed: self.seed, resamples: self.resamples, level: self.level }
    }
}

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Resampled {
    /// The figure, from all rows.
    pub value: f64,
    /// Lower end of the interval: a quantile of the resampled figures.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Half the width of the normal interval.
    pub half_width: f64,
}

impl From<Estimate> for Resampled {
    fn from(estimate: Estimate) -> Self {
        let Estimate { value, low, high, half_width } = estimate;
        Self { value, low, high, half_width }
    }
}
