//! Forecasts against what came.

mod categories;
mod ensembles;
mod figures;
pub(crate) mod page;
mod pairs;
mod precision;
mod quantiles;
mod reliability;
pub(crate) mod seals;
pub(crate) mod wordings;
