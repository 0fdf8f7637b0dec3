//! Ensembles of futures and what is found in them.

pub mod atomic_write;
pub mod command;
pub mod ensemble;
pub mod error;
pub mod forecast;
pub mod future;
pub mod mechanisms;
pub mod outcome;
pub mod progress;
pub mod random_stream;

pub use ensemble::design::Resolution;
pub use error::LabError;
pub use forecast::findings::Findings;
pub use forecast::request::{DEFAULT_DRAWS, DEFAULT_RUNS, Request};
pub use forecast::run_forecast::{Forecast, Progress, forecast};
