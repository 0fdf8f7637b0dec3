//! Designs of points: where to evaluate a model so that few runs tell much.

mod latin_hypercube;
mod low_discrepancy;
mod trajectories;

pub use latin_hypercube::LatinHypercube;
pub use low_discrepancy::LowDiscrepancy;
pub use trajectories::Trajectories;
