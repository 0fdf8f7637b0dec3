//! Hindcasts with a rolling origin: bring the ensemble up to date on what was known by a day, forecast the weeks after it,
//! and score against what the record says happened, beside plain benchmarks.
//!
//! At every origin the filter is run anew on what was known by that day. The scenario's ranges, though, were written with
//! the whole record in view: the hindcast tests the filter and the world's dynamics, and is not blind to the past.

mod ahead;
mod benchmarks;
mod request;
mod run_hindcast;
mod scoring;
mod series;

pub use request::{HORIZONS, Request};
pub use run_hindcast::{FORMAT, Hindcast, hindcast};
pub use scoring::{Row, Versus};
pub use series::{Series, Target};
