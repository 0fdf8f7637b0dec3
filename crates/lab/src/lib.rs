//! Ensembles of futures and what is found in them; bundles on disk.

pub mod answer;
pub mod attribution;
pub mod bundle;
pub mod columns;
pub mod compare;
pub mod difference;
pub mod discovery;
pub mod draw_table;
pub mod ensemble;
pub mod experiment;
pub mod explain;
pub mod findings;
pub mod forecast;
pub mod ledger;
pub mod measure;
pub mod outcome;
pub mod prepared;
pub mod requirement;
pub mod run;
pub mod sensitivity;
pub mod threshold;
pub mod welfare;

pub use ensemble::Resolution;
pub use findings::Findings;
pub use forecast::{DEFAULT_DRAWS, DEFAULT_RUNS, Forecast, LabError, Progress, Request, forecast};
