//! Forecasts against outcomes: scores, calibration, and comparisons of forecasters.
//!
//! Forecasts are sealed files ([`crate::seal`]) and tables entered by hand ([`forecast_table`]); outcomes are a table
//! ([`outcomes`]). All scores are losses. A forecast made after its question was resolved is refused, or left out if it
//! comes from a sealed file.

mod category_scores;
mod chance_scores;
mod counted_forecasts;
mod ensemble_scores;
mod forecast_set;
pub mod forecast_table;
mod forecaster_pairs;
#[cfg(test)]
mod form_tests;
mod headline_figures;
mod number_scores;
pub mod outcomes;
mod pit_scores;
pub mod question_categories;
mod question_wording;
mod score_forecasts;
pub mod scores;
mod sealed_forecasts;
pub mod stated_forecast;
mod table_cells;
#[cfg(test)]
mod tests;

pub use forecast_set::ForecastSet;
pub use outcomes::{Outcome, Outcomes, QuestionResolution};
pub use score_forecasts::{DEFAULT_BINS, ScoringSettings, score_forecasts};
pub use scores::Scores;
pub use stated_forecast::{Belief, StatedForecast};
