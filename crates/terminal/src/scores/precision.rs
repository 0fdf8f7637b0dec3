//! Precision and length of lists of scores.

/// Step in which scores are shown: three decimals.
pub(crate) const STEP: f64 = 0.001;
/// Forecasts shown one by one.
pub(crate) const MOST_LINES: usize = 40;
