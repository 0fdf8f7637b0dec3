//! The trait of all models of the registry.

use crate::theory::error::TheoryError;
use crate::theory::input::Inputs;
use serde_json::Value;

/// A model of the registry: reads its inputs, computes its outputs twice.
pub(in crate::theory) trait Case: Sized {
    /// Reads its inputs, or names the one at fault.
    fn read(inputs: &Inputs) -> Result<Self, TheoryError>;
    /// By the code of the forecast.
    fn compute(&self) -> Value;
    /// By a separate calculation.
    fn textbook(&self) -> Value;
}
