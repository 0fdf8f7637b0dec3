//! The outside view: past wars to compare a forecast with, and what this war's own record holds.

pub(crate) mod benchmark;
pub(crate) mod reference;

pub use benchmark::Benchmark;
pub use reference::{NAMES, ReferenceClass, reference_class};
