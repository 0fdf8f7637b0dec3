//! Forecasts against what came.

mod diagram;
mod numbers;
mod pairs;
mod precision;
pub(crate) mod score;
pub(crate) mod verdict;
pub(crate) mod wordings;
