//! What options do, for whom and how surely.

pub mod compare;
pub mod frontier;
pub mod paired;
pub mod pareto;
pub mod policy;
pub mod robustness;
