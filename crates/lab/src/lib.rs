//! Ensembles of futures and what is found in them; bundles on disk.

pub mod answer;
pub mod attribution;
pub mod bundle;
mod bundle_table;
mod caught;
pub mod columns;
pub mod compare;
pub mod difference;
pub mod discovery;
pub mod draw_table;
pub mod ensemble;
pub mod estimates;
pub mod experiment;
pub mod explain;
pub mod findings;
pub mod forecast;
pub mod ledger;
pub mod measure;
pub mod outcome;
pub mod prepared;
pub mod read_bundle;
pub mod read_columns;
pub mod requirement;
pub mod run;
pub mod sensitivity;
pub mod table;
pub mod threshold;
pub mod welfare;

pub use ensemble::Resolution;
pub use findings::Findings;
pub use forecast::{DEFAULT_DRAWS, DEFAULT_RUNS, Forecast, LabError, Progress, Request, forecast};
pub use read_bundle::{Bundle, read_bundle};
pub use table::Table;
