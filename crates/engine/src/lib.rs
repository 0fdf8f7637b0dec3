//! How actors decide: the equilibrium, the hazard benchmark, the classic models.

pub mod bargaining;
pub mod commitment;
pub mod coverage_chain;
pub mod equilibrium;
pub mod expectation;
pub mod fight;
pub mod fixed_point;
pub mod flows;
pub mod grid;
pub mod hazard;
pub mod kernel;
pub mod logroll;
pub mod policy;
pub mod settlement;
pub mod situation;
pub mod stage;
pub mod theory;
pub mod veto;
