//! Sealed forecasts, and forecasts against what came.

pub mod scoring;
pub mod seal;
