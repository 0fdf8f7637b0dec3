//! One outcome without and with the levers, rounded for people.

use crate::drawing::bars::signed_bar;
use standoff_analysis::options::compare::OutcomeDifference;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::{Chance, UNKNOWN, format_rounded, step_for_range};
use standoff_prose::style::Tone;
use standoff_prose::table::Cell;
use standoff_prose::words::{format_band, format_signed};

/// Letters of a bar to each side.
const HALF: usize = 4;
/// Amount that one letter represents: in units of a chance, a share or a value, and for anything else as a share of the
/// figure without the levers.
const CELL: f64 = 0.05;
/// Finest step in which chances, shares and values are shown.
const FINEST: f64 = 0.01;
/// Steps by which an effect must go either way between draws for that to be said.
const LEAST_STEPS: f64 = 1.5;
/// Half widths of a 95 % interval to a standard error; a little more with few draws, so that the error is never
/// understated.
const ERRORS: f64 = 1.959_964;

/// Effect of the levers on one outcome.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effect<'a> {
    row: &'a OutcomeDifference,
    runs: usize,
}

impl<'a> Effect<'a> {
    /// An outcome seen in `runs` futures.
    pub fn new(row: &'a OutcomeDifference, runs: usize) -> Self {
        Self { row, runs }
    }

    /// The mean without the levers.
    pub fn without(self) -> String {
        self.mean(self.row.baseline)
    }

    /// The mean with them: what is shown of the mean without, and of the difference, add up to it.
    pub fn with(self) -> String {
        let step = self.mean_step();
        let sum = (self.row.baseline / step).round() * step + whole_steps(&self.row.unit, &self.row.difference);
        let possible = !self.is_chance() || (step..=1.0 - step).contains(&sum);
        self.mean(if possible { sum } else { self.row.counterfactual })
    }

    fn mean(self, value: f64) -> String {
        let chance = Chance::share(value, self.runs as f64);
        let rare = self.is_chance() && !(FINEST / 2.0..=1.0 - FINEST / 2.0).contains(&value);
        if rare { chance.number() } else { format_rounded(value, self.mean_step()) }
    }

    fn is_chance(self) -> bool {
        self.row.unit == "chance"
    }

    fn mean_step(self) -> f64 {
        mean_step(&self.row.unit, self.row.baseline, self.step())
    }

    fn step(self) -> f64 {
        difference_step(&self.row.unit, &self.row.difference)
    }

    /// The difference with its sign.
    pub fn difference(self) -> String {
        format_difference(&self.row.unit, &self.row.difference)
    }

    /// Its interval.
    pub fn interval(self) -> String {
        format_interval(&self.row.unit, &self.row.difference)
    }

    /// Tests whether it can be told from zero.
    pub fn is_clear(self) -> bool {
        self.row.difference.excludes_zero()
    }

    /// Weight in which it is printed.
    pub fn tone(self) -> Tone {
        if self.is_clear() { Tone::Plain } else { Tone::Faint }
    }

    /// A bar to the side of its sign, or why there is none.
    pub fn mark(self) -> Cell {
        if self.is_clear() {
            return Cell::ink(signed_bar(self.size(), HALF));
        }
        Cell::faint(if is_exactly_zero(&self.row.difference) { "  none" } else { "not clear" })
    }

    /// The difference in full bars; never less than one letter.
    fn size(self) -> f64 {
        let OutcomeDifference { difference, baseline, unit, .. } = self.row;
        let whole = if is_share(unit) { 1.0 } else { baseline.abs() };
        let cells = difference.value.abs() / (whole * CELL);
        let cells = if cells.is_finite() { cells.max(1.0) } else { HALF as f64 };
        (cells / HALF as f64).copysign(difference.value)
    }

    /// "in 1 of 20 draws −0.08 or less, in 1 of 20 +0.12 or more", where the sign depends on the draw by more than the
    /// error.
    pub fn both_ways(self) -> Option<String> {
        let [low, high] = self.row.band;
        let least = LEAST_STEPS * self.step();
        let shown = |end| format_signed(end, self.step());
        (low < -least && high > least)
            .then(|| format!("in 1 of 20 draws {} or less, in 1 of 20 {} or more", shown(low), shown(high)))
    }
}

/// Chances, shares, and values in shares of a stake.
fn is_share(unit: &str) -> bool {
    unit == "chance" || unit.starts_with("share")
}

/// Standard error of an estimate; unknown from one draw.
pub(crate) fn standard_error(estimate: &Estimate) -> f64 {
    estimate.low.zip(estimate.high).map_or(f64::NAN, |(low, high)| (high - low) / 2.0 / ERRORS)
}

/// Tests whether an estimate is zero without error: nothing that it measures differs.
pub(crate) fn is_exactly_zero(estimate: &Estimate) -> bool {
    [Some(estimate.value), estimate.low, estimate.high] == [Some(0.0); 3]
}

/// Step in which an estimate is shown; zero for nothing.
pub(crate) fn difference_step(unit: &str, estimate: &Estimate) -> f64 {
    if is_exactly_zero(estimate) {
        return 0.0;
    }
    let ends = [estimate.low, estimate.high].map(|end| end.unwrap_or(estimate.value));
    let step = step_for_range([estimate.value, ends[0], ends[1]], standard_error(estimate));
    if is_share(unit) { step.max(FINEST) } else { step }
}

/// Step in which a mean is shown: that of the difference from it, and no more than two digits.
pub(crate) fn mean_step(unit: &str, mean: f64, difference: f64) -> f64 {
    let digits = step_for_range([mean, 0.0, 0.0], 0.0);
    match is_share(unit) {
        true => difference.max(FINEST),
        false if mean == 0.0 && difference > 0.0 => difference,
        false => difference.max(digits),
    }
}

/// A difference as it is shown.
fn whole_steps(unit: &str, difference: &Estimate) -> f64 {
    let step = difference_step(unit, difference);
    if step > 0.0 { (difference.value / step).round() * step } else { difference.value }
}

/// A difference with its sign, as a bound where it is clear and smaller than its step.
pub(crate) fn format_difference(unit: &str, estimate: &Estimate) -> String {
    if is_exactly_zero(estimate) {
        return "0".to_owned();
    }
    let step = difference_step(unit, estimate);
    if estimate.excludes_zero() && estimate.value.abs() < step / 2.0 {
        let sign = if estimate.value < 0.0 { '−' } else { '+' };
        return format!("{sign}<{}", format_rounded(step, step));
    }
    format_signed(estimate.value, step)
}

/// The interval of an estimate, in its step.
pub(crate) fn format_interval(unit: &str, estimate: &Estimate) -> String {
    let ends = estimate.low.zip(estimate.high);
    if is_exactly_zero(estimate) {
        return "0".to_owned();
    }
    ends.map_or(UNKNOWN.to_owned(), |(low, high)| format_band(low, high, difference_step(unit, estimate)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, half: f64) -> Estimate {
        Estimate { value, low: Some(value - half), high: Some(value + half) }
    }

    fn row(unit: &str, baseline: f64, difference: Estimate, band: [f64; 2]) -> OutcomeDifference {
        OutcomeDifference {
            outcome: "x".into(),
            title: "x".into(),
            unit: unit.into(),
            part: "hold".into(),
            baseline,
            counterfactual: baseline + difference.value,
            difference,
            band,
            variance_ratio: None,
        }
    }

    #[test]
    fn no_digit_is_finer_than_the_error() {
        assert_eq!(format_difference("chance", &estimate(0.123_4, 0.004)), "+0.12");
        assert_eq!(format_difference("chance", &estimate(0.123_4, 0.05)), "+0.10");
        assert_eq!(format_difference("months", &estimate(-3.21, 0.02)), "−3.2");
        assert_eq!(format_difference("people", &estimate(12_345.0, 1_500.0)), "+12,000");
        assert_eq!(format_interval("chance", &estimate(0.123_4, 0.05)), "0.05–0.15");
        assert_eq!(format_difference("chance", &estimate(0.001, 0.000_4)), "+<0.01");
        assert_eq!(format_difference("chance", &Estimate { value: 0.1, low: None, high: None }), "+0.10");
    }

    #[test]
    fn what_is_shown_adds_up() {
        let shown = |unit, baseline, difference| {
            let row = row(unit, baseline, difference, [0.0, 0.0]);
            let effect = Effect::new(&row, 10_240);
            [effect.without(), effect.with(), effect.difference()]
        };
        assert_eq!(shown("chance", 0.364_9, estimate(-0.153, 0.022)), ["0.36", "0.20", "−0.16"]);
        assert_eq!(shown("people", 9e5, estimate(2.4e5, 5e4)), ["900,000", "1,150,000", "+250,000"]);
        assert_eq!(shown("chance", 0.01, estimate(-0.009, 0.001)), ["0.01", "<0.005", "−0.01"]);
        assert_eq!(shown("months", 0.0, estimate(2.3, 0.4)), ["0.0", "2.5", "+2.5"]);
        assert_eq!(shown("chance", 0.573, Estimate::exact(0.0)), ["0.57", "0.57", "0"]);
        assert_eq!(shown("months", 57.3, Estimate::exact(0.0)), ["57", "57", "0"]);
        assert_eq!(shown("months", 0.0, Estimate::exact(0.0)), ["0", "0", "0"]);
    }

    #[test]
    fn bars_are_for_clear_differences_only() {
        let mark = |difference| {
            let row = row("chance", 0.5, difference, [0.0, 0.0]);
            format!("{:?}", Effect::new(&row, 10_240).mark())
        };
        assert!(mark(estimate(-0.1, 0.01)).contains("  ██│    "));
        assert!(mark(estimate(0.002, 0.001)).contains("    │█   "));
        assert!(mark(estimate(0.1, 0.2)).contains("not clear"));
        assert!(mark(Estimate::exact(0.0)).contains("none"));
    }

    #[test]
    fn draws_that_differ_in_sign_are_told() {
        let two = row("chance", 0.5, estimate(0.02, 0.01), [-0.08, 0.12]);
        let text = Effect::new(&two, 10_240).both_ways();
        assert_eq!(text.as_deref(), Some("in 1 of 20 draws −0.08 or less, in 1 of 20 +0.12 or more"));
        let one = row("chance", 0.5, estimate(0.02, 0.01), [-0.01, 0.12]);
        assert_eq!(Effect::new(&one, 10_240).both_ways(), None);
    }
}
