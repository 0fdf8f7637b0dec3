//! What ends the holding of the line, and what ends the war.

use super::figures::ProbabilityAt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A way to break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// Its name.
    pub cause: String,
    /// Description.
    pub title: String,
    /// Cumulative incidence.
    pub by: Vec<ProbabilityAt>,
    /// Share of runs in which this condition held at some time, first or not.
    pub ever: f64,
}

/// Share of one of the five ends by the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct EndShare {
    /// `settlement-inside`, `settlement-beyond`, `frozen`, `military`, `still-at-war`.
    pub end: String,
    /// Description.
    pub title: String,
    /// Share of futures.
    pub p: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
    /// Standard error from the finite number of runs.
    pub mc_error: f64,
    /// Median month of this end, where it came.
    #[schema(required)]
    pub median_months: Option<f64>,
}
