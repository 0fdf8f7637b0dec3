//! Sensitivity analysis: how much of an output comes from which input.
//!
//! [`elementary_effects`] screen many inputs with few runs; [`sobol_indices`] measure shares of variance, alone and
//! with others, from a design of their own; [`first_order_share`] reads them from runs that are already there;
//! [`shapley`] shares out what several causes do together.

mod given_data;
mod morris;
mod saltelli;
pub mod shapley;
mod sobol;

pub use given_data::{FirstOrderShare, GivenData, default_classes, first_order_share};
pub use morris::{ElementaryEffects, elementary_effects};
pub use saltelli::Saltelli;
pub use sobol::{SecondOrderIndex, SobolEstimator, SobolIndices, sobol_indices, sobol_intervals};
