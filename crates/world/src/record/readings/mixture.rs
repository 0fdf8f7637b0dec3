//! Readings of a quantity that may be false.

/// Density of a reading that is true with chance `confidence` and otherwise spread evenly over `false_range`.
///
/// The false part is the same in all states, so that a reading nobody believes says nothing, and no reading that may be
/// false rules a state out.
pub(super) fn mixed_density(density: f64, confidence: f64, false_range: f64) -> f64 {
    confidence * density + (1.0 - confidence) / false_range
}

/// Density of a normal number.
pub(super) fn normal_density(value: f64, mean: f64, spread: f64) -> f64 {
    standoff_num::distributions::normal_density((value - mean) / spread) / spread
}
