//! Options: their robustness, and terms against durability.

pub(crate) mod frontier;
pub(crate) mod policies;
