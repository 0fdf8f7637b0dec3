//! Hindcasts with a rolling origin: the ensemble is brought up to date on what was known by a day, forecasts the weeks
//! after it, and is scored against the record together with plain benchmarks.
//!
//! At every origin the filter is run anew on what was known by that day. The scenario's ranges, though, were written
//! with the whole record in view: a hindcast tests the filter and the world's dynamics, and is not blind to the past
//! (decision 82).

mod benchmarks;
mod model_forecasts;
mod request;
mod run_hindcast;
mod scoring;

pub use request::{HORIZON_WEEKS, HindcastRequest};
pub use run_hindcast::{FORMAT, Hindcast, run_hindcast};
pub use scoring::{BenchmarkComparison, ForecasterScore};
pub use standoff_lab::record::series::{RecordSeries, Side, Target};
