//! Intervals: of proportions, of rates of rare events, and of any figure by the bootstrap.

pub(crate) mod bootstrap;
mod poisson_rate;
pub(crate) mod proportion;

pub use bootstrap::{Bootstrap, Estimate};
pub use poisson_rate::RateRecord;
pub use proportion::{proportion_interval, proportion_standard_error, share_interval};
