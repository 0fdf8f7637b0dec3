//! Figures and lines that the sections of scores share.

use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_verify::scoring::scores::PitScores;

/// Forecasts below which their places tell little: fewer cannot fill two bins.
const FEW_PLACES: usize = 20;
/// Step in which a chance under the assumption that all is right is shown.
const P_STEP: f64 = 0.0001;

/// A figure that may be unknown.
pub(super) fn format_optional(value: Option<f64>, format: impl Fn(f64) -> String) -> String {
    value.map_or(UNKNOWN.to_owned(), format)
}

/// The counts of the places of outcomes in their forecasts, and the chance of counts as uneven.
pub(super) fn pit_line(pit: &PitScores, forecasts: usize) -> String {
    let counts: Vec<String> = pit.counts.iter().map(u64::to_string).collect();
    let few = if forecasts < FEW_PLACES { "; so few tell little" } else { "" };
    format!(
        "Places of the outcomes in the forecasts (PIT), from low to high: {}. Right forecasts give counts as uneven with \
         a chance of {}{few}.",
        counts.join(", "),
        format_rounded(pit.p, P_STEP),
    )
}
