//! Forecasts: from a request to an ensemble, and from an ensemble to findings.

pub mod ensemble;
pub mod findings;
pub mod measure;
pub mod provenance;
pub mod request;
pub mod ribbon;
pub mod run_forecast;
pub mod wordings;
