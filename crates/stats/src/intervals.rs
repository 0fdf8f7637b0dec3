//! Intervals of figures from few observations.

pub(crate) mod bootstrap;
mod poisson_rate;
pub(crate) mod proportion;

pub use bootstrap::{Bootstrap, Estimate};
pub use poisson_rate::RateRecord;
pub use proportion::{proportion_interval, proportion_standard_error};
