//! Sensitivity: how much of an output comes from which input.

mod given_data;
mod morris;
mod saltelli;
pub mod shapley;
mod sobol;

pub use given_data::{FirstOrder, GivenData, first_order, usual_classes};
pub use morris::{Effects, elementary_effects};
pub use saltelli::Saltelli;
pub use sobol::{Estimator, Pair, SobolIndices, sobol_indices, sobol_intervals};
