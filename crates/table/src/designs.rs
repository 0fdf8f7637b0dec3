//! Designs: the rows at which a model is to be run, so that an estimate can be made from its outputs.
//!
//! [`saltelli_design`] is for [`estimate_sobol_indices`](crate::estimates::estimate_sobol_indices), [`morris_design`]
//! for [`estimate_elementary_effects`](crate::estimates::estimate_elementary_effects). Each has one column for each
//! input; the user runs the model on every row and adds a column with its output. Rows must keep their order.

mod morris;
mod ranges;
mod saltelli;

pub use morris::{MorrisDesign, morris_design};
pub use ranges::{DesignError, InputRange};
pub use saltelli::{MOST_POINTS, SaltelliDesign, saltelli_design};
