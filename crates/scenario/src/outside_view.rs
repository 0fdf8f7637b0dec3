//! The outside view: past wars to compare a forecast with, and the record of this war (decision 75).

pub(crate) mod benchmark;
pub(crate) mod pool;
pub(crate) mod reference;

pub use benchmark::{Benchmark, Crowd};
pub use pool::{PoolWeights, pool_weights};
pub use reference::{NAMES, PastWar, ReferenceClass, reference_class};
