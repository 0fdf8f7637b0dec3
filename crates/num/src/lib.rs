//! Numbers with no domain: addressed random draws, portable elementary functions, designs, sums and quantiles.
//!
//! Everything here gives the same bytes on every machine: integer arithmetic, the five IEEE 754
//! basic operations (`+ - * /` and square root) and the pure-Rust `libm` crate, and nothing else.
//! No function reads a clock, a file or the order of a hash map, and none panics on its input.
#![forbid(unsafe_code)]

pub mod designs;
pub mod distributions;
pub mod elementary;
#[cfg(test)]
mod oracle;
pub mod quantile;
pub mod random;
pub mod sums;

pub use designs::{LatinHypercube, LowDiscrepancy, Trajectories};
pub use distributions::{Distribution, DistributionError};
pub use random::Draws;
