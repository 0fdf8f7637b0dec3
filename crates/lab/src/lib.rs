//! Ensembles of futures and what is found in them; bundles on disk.

pub mod answer;
pub mod bundle;
pub mod columns;
pub mod ensemble;
pub mod findings;
pub mod forecast;
pub mod measure;
pub mod run;

pub use ensemble::Resolution;
pub use findings::Findings;
pub use forecast::{DEFAULT_DRAWS, DEFAULT_RUNS, Forecast, LabError, Progress, Request, forecast};
