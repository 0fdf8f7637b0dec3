//! Forecasts against what came.

pub(crate) mod page;
mod pairs;
mod precision;
mod quantiles;
mod reliability;
pub(crate) mod seals;
pub(crate) mod wordings;
