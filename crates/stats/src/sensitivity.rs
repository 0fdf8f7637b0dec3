//! Sensitivity: how much of an output comes from which input.

mod given_data;
mod morris;
mod saltelli;
pub mod shapley;
mod sobol;

pub use given_data::{FirstOrderShare, GivenData, default_classes, first_order_share};
pub use morris::{ElementaryEffects, elementary_effects};
pub use saltelli::Saltelli;
pub use sobol::{SecondOrderIndex, SobolEstimator, SobolIndices, sobol_indices, sobol_intervals};
