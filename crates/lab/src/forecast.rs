//! From a scenario to findings.

pub mod ensemble;
pub mod findings;
pub mod measure;
pub mod provenance;
pub mod request;
pub mod ribbon;
pub mod run_forecast;
pub mod wordings;
