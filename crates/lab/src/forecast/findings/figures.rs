//! Figures of which findings are made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A probability at a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = At)]
pub struct ProbabilityAt {
    /// Months from the start.
    pub months: usize,
    /// Probability.
    pub p: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
}

/// A share of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// Of what.
    pub name: String,
    /// The share.
    pub share: f64,
}

/// A number with a band.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// Mean.
    pub mean: f64,
    /// Lower end, 5 %.
    pub low: f64,
    /// Upper end, 95 %.
    pub high: f64,
}

/// A median with the spread around it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct MedianBand {
    /// Median.
    pub median: f64,
    /// Lower end, 5 %.
    pub low: f64,
    /// Upper end, 95 %.
    pub high: f64,
}
