//! Options: the effects of levers and policies, for each actor and with their uncertainty.

pub mod compare;
mod comparison_draw;
pub mod frontier;
pub mod paired;
pub mod pareto;
pub mod policy;
pub mod robustness;
