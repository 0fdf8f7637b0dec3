//! Newton steps that stay inside a bracket.

/// The point after a Newton step, `x - step`, or the middle of the bracket where that is not strictly inside it or not a
/// number.
pub(super) fn step_inside(x: f64, step: f64, low: f64, high: f64) -> f64 {
    let tried = x - step;
    if tried > low && tried < high { tried } else { 0.5 * (low + high) }
}

#[cfg(test)]
mod tests {
    use super::step_inside;

    #[test]
    fn steps_that_leave_the_bracket_go_to_its_middle() {
        assert_eq!([0.25, -0.125].map(|step| step_inside(0.5, step, 0.125, 0.75)), [0.25, 0.625]);
        for outside in [0.375, 0.5, -0.25, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(step_inside(0.5, outside, 0.125, 0.75), 0.4375, "{outside}");
        }
    }
}
