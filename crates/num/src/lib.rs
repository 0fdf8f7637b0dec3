//! Numbers with no domain: addressed random draws, portable elementary functions, designs, sums and quantiles.
//!
//! Everything here gives the same bytes on every machine: integer arithmetic, the five IEEE 754
//! basic operations (`+ - * /` and square root) and the pure-Rust `libm` crate, and nothing else.
//! No function reads a clock, a file or the order of a hash map, and none panics on its input.
#![forbid(unsafe_code)]

pub mod binomial;
pub mod design;
pub mod distribution;
pub mod elementary;
pub mod gamma;
pub mod low_discrepancy;
pub mod normal;
#[cfg(test)]
mod oracle;
pub mod philox;
pub mod quantile;
pub mod random;
pub mod sums;
pub mod trajectories;

pub use design::LatinHypercube;
pub use distribution::{Distribution, DistributionError};
pub use low_discrepancy::LowDiscrepancy;
pub use random::Draws;
pub use trajectories::Trajectories;
