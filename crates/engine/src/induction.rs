//! Backward induction over the planner's grid. From the bottom up: the problem, one planning step in three kernels
//! (expectation, round, menu), the sweep of a step over the front, the values at the far end, and the solver.

pub(crate) mod anderson;
pub(crate) mod deviation;
pub(crate) mod draft_proximity;
pub(crate) mod expect;
pub(crate) mod far_end;
pub(crate) mod flow;
pub(crate) mod menu;
pub(crate) mod menu_spread;
pub(crate) mod policy;
pub(crate) mod problem;
pub(crate) mod solver;
pub(crate) mod step;
pub(crate) mod sweep;
pub(crate) mod update;
pub(crate) mod values;
pub(crate) mod workspace;
