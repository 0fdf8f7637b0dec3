//! Errors of figures, and the steps in which they are written.

use crate::wording::percent;
use standoff_analysis::explanation::attribution::Delay;
use standoff_breakdown::week::changes::ChangedAnswer;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::step_for_error;
use standoff_prose::together::Way;

/// Standard error of an estimate, from its 95 % interval; none known is as good as infinite.
pub(crate) fn error_of_estimate(estimate: &Estimate) -> f64 {
    estimate.low.zip(estimate.high).map_or(f64::INFINITY, |(low, high)| (high - low) / 3.92)
}

/// Step of a share whose error nobody knows.
const TWENTIETH: f64 = 0.05;

/// The step in which an estimate of a share is written.
pub(crate) fn step_of_share(estimate: &Estimate) -> f64 {
    match error_of_estimate(estimate) {
        error if error.is_finite() => step_for_error(error).unwrap_or(0.0).clamp(0.01, 1.0),
        _ => TWENTIETH,
    }
}

/// The delay from no mechanism to all of them, rounded together: what is written adds up as it is drawn.
pub(crate) fn way_of_delay(delay: &Delay) -> Way {
    let errors = delay.shares.iter().map(|share| error_of_estimate(&share.adds)).filter(|error| *error > 0.0);
    let step = Way::step_for_errors(errors).unwrap_or(1.0).max(0.1);
    let parts: Vec<f64> = delay.shares.iter().map(|share| share.adds.value).chain([delay.residual]).collect();
    Way::new(delay.without.value, &parts, delay.today.value, step)
}

/// A figure in the unit of an answer: a chance in percent.
pub(crate) fn figure_in_unit(changed: &ChangedAnswer, figure: String) -> String {
    if changed.whole.unit == "chance" { percent(&figure) } else { figure }
}

/// The change of an answer from day to day, rounded together.
pub(crate) fn way_of_change(changed: &ChangedAnswer) -> Way {
    let whole = &changed.whole;
    let finest = if whole.unit == "chance" { 0.01 } else { 0.0 };
    let errors = changed.parts.iter().map(|part| part.error).chain([whole.error]);
    let step = Way::step_for_errors(errors).unwrap_or(0.01).max(finest);
    let parts: Vec<f64> = changed.parts.iter().map(|part| part.adds).collect();
    Way::new(whole.before, &parts, whole.after, step)
}
