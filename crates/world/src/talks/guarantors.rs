//! Guarantors by name, each with a credibility of its own (decision 103).
//!
//! The term `guarantee` is what the great power stands behind, believed as its posture lets it be. Others may stand behind a
//! settlement too, whatever the great power does.

use crate::quantity::quantities;

quantities! {
    /// Figures of a guarantor.
    GuarantorFigures {
        credibility: Share, 0.0 => 1.0, 0.5, "cg", "How far its word is believed, whatever the posture of the great power";
    }
}

/// A guarantor other than the great power.
#[derive(Debug, Clone, PartialEq)]
pub struct Guarantor {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its figures.
    pub figures: GuarantorFigures,
}

/// What several guarantors give together, `1 - (1-a)(1-b)`: each covers part of what the others leave open.
///
/// ```
/// use standoff_world::talks::guarantors::joined;
/// assert_eq!(joined(0.3, 0.0), 0.3);
/// assert_eq!(joined(0.5, 0.5), 0.75);
/// ```
pub fn joined(one: f64, other: f64) -> f64 {
    one + other - one * other
}
