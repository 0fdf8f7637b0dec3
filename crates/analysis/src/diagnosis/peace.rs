//! How long what is signed holds.

use standoff_world::quantity::hazard_over;
use standoff_world::state::Signature;

/// Months over which a peace is to hold.
const FIVE_YEARS: f64 = 60.0;

/// The chance that what was signed holds for five years.
pub(super) fn five_year_peace(signature: &Signature) -> f64 {
    1.0 - hazard_over(signature.hazard, FIVE_YEARS)
}
