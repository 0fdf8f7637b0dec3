//! Numbers set by hand in place of those of the scenario.

/// A number set by hand: fixed in all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The parameters it sets, as places in [`Scenario::parameters`](crate::Scenario::parameters), each with its value in the base unit.
    pub values: Vec<(usize, f64)>,
    /// As written.
    pub text: String,
}
