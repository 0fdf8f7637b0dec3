//! Designs of points: where to evaluate a model so that few runs reveal much.
//!
//! Every design is addressed: a coordinate depends on the seed, the number of the point and the key or number of the
//! input, so that adding an input changes no other input's values.

mod latin_hypercube;
mod low_discrepancy;
mod trajectories;

pub use latin_hypercube::LatinHypercube;
pub use low_discrepancy::LowDiscrepancy;
pub use trajectories::Trajectories;
