//! Numerical building blocks that know no domain: addressed random draws, elementary functions, probability
//! distributions, designs of points, sums and quantiles.
//!
//! # A first example
//!
//! Suppose the length of a bridge is uncertain, and so is the load on it. A Latin hypercube spreads a few draws evenly
//! over both uncertainties, and addressed random numbers add the luck of each simulated year.
//!
//! ```
//! use standoff_num::random::entity_address;
//! use standoff_num::sums::mean;
//! use standoff_num::{Distribution, Draws, LatinHypercube};
//!
//! let length = Distribution::Triangular { low: 80.0, mode: 100.0, high: 120.0 }.checked()?;
//! let load = Distribution::LogNormal { median: 5.0, low: 2.0, high: 12.0 }.checked()?;
//!
//! // 1. Every uncertain number has a column of its own, addressed by its name.
//! let design = LatinHypercube::new(2026, 200);
//! let lengths = design.column(entity_address("length"));
//! let loads = design.column(entity_address("load"));
//!
//! // 2. A model turns a draw of both, and one path of chance, into an outcome.
//! let outcome = |draw: usize| {
//!     let luck = Draws::new(2026, draw as u32, 0).uniform(1, 0, entity_address("wind"));
//!     length.quantile(lengths[draw]) * load.quantile(loads[draw]) * (0.5 + luck)
//! };
//! let outcomes: Vec<f64> = (0..200).map(outcome).collect();
//!
//! // 3. Sums are compensated, so rounding errors do not grow with the sample.
//! assert!((mean(&outcomes) / 570.0 - 1.0).abs() < 0.05);
//!
//! // A column belongs to its name: leaving out the other input changes nothing.
//! assert_eq!(LatinHypercube::new(2026, 200).column(entity_address("load")), loads);
//! # Ok::<(), standoff_num::DistributionError>(())
//! ```
//!
//! # Where to find what
//!
//! | module | contents |
//! |---|---|
//! | [`random`] | random numbers that depend on their address only, not on the order in which they are drawn |
//! | [`designs`] | Latin hypercubes, scrambled Sobol points, Morris trajectories |
//! | [`distributions`] | normal, gamma, beta, Student, chi-squared, binomial; uncertainty stated as low and high |
//! | [`elementary`] | exponential, logarithm, logistic, in arithmetic that compilers vectorise |
//! | [`quantile`] | sample quantiles |
//! | [`sums`] | compensated sums, means, variances |
//!
//! # Determinism
//!
//! 1. Every function gives the same bytes on every machine. It uses integer arithmetic, the five basic operations of
//!    IEEE 754 (`+ - * /` and square root) and the `libm` crate, which is written in Rust; never the functions of the
//!    platform's C library, which differ in the last digit.
//! 2. A result depends on the arguments alone. No function reads a clock, a file, an environment variable or the order
//!    of a hash map.
//! 3. Sums run in the order of their terms. Nothing is split among threads here.
//! 4. A random number depends on its address alone (see [`random`]), and a point of a design on its seed, its number
//!    and its key (see [`designs`]). Adding an input changes no other input's numbers.
//! 5. No function panics on its arguments. What cannot be computed is not a number (NaN), `None`, or an error that
//!    names the fault; each function says which.
//!
//! # What it does not do
//!
//! It has no stateful generator to be seeded and passed around, no linear algebra, no optimisation and no statistics of
//! samples beyond means, variances and quantiles: estimators are in `standoff-stats`. The distributions are those that
//! the other crates need.
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
