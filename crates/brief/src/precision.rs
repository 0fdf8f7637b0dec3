//! Errors of figures, and the steps in which they are written.

use standoff_analysis::explanation::attribution::Delay;
use standoff_breakdown::week::changes::ChangePart;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::step_for_error;

/// Standard error of an estimate, from its 95 % interval; none known is as good as infinite.
pub(crate) fn error_of_estimate(estimate: &Estimate) -> f64 {
    estimate.low.zip(estimate.high).map_or(f64::INFINITY, |(low, high)| (high - low) / 3.92)
}

/// The step in which an estimate is written.
pub(crate) fn step_of_estimate(estimate: &Estimate) -> f64 {
    step_for_error(error_of_estimate(estimate)).unwrap_or(1.0)
}

/// The one step of all parts of the delay: the coarsest of theirs, so that what is written adds up as it is drawn.
pub(crate) fn step_of_delay(delay: &Delay) -> f64 {
    let all = delay.shares.iter().map(|share| &share.adds).chain([&delay.today, &delay.without]);
    all.map(step_of_estimate).fold(0.0, f64::max).max(1.0)
}

/// The step in which a part is written: not finer than its error.
pub(crate) fn step_of_part(part: &ChangePart) -> f64 {
    step_for_error(part.error).unwrap_or(0.001).max(0.005)
}
