//! What a regression is asked for.

use super::regression_columns::ReferenceLevel;
use super::trend::Trend;

/// A regression that is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct RegressionRequest<'a> {
    pub names: &'a [String],
    pub references: &'a [ReferenceLevel],
    pub trend: Trend,
    pub level: f64,
}
