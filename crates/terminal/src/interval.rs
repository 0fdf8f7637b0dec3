//! Figures with a 95 % interval, rounded for people.

use standoff_analysis::explanation::sensitivity::Interval;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::{UNKNOWN, format_figure, format_rounded, step_for_range};
use standoff_prose::words::{format_band, format_signed};

/// Finest step in which chances and shares are shown.
const FINEST: f64 = 0.01;
/// Half widths of a 95 % interval to a standard error.
const ERRORS: f64 = 1.959_964;

/// A figure with its interval, and the step in which both are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct IntervalFigure {
    value: f64,
    ends: Option<[f64; 2]>,
    step: f64,
}

impl IntervalFigure {
    /// An estimate in its unit.
    pub fn new(unit: &str, estimate: &Estimate) -> Self {
        Self::from_value_and_ends(is_share(unit), estimate.value, estimate.low.zip(estimate.high))
    }

    /// A figure without a unit: a correlation, a share.
    pub fn share(interval: &Interval) -> Self {
        Self::from_value_and_ends(true, interval.value, Some((interval.low, interval.high)))
    }

    /// A figure in the unit of an outcome.
    pub fn interval(unit: &str, interval: &Interval) -> Self {
        Self::from_value_and_ends(is_share(unit), interval.value, Some((interval.low, interval.high)))
    }

    fn from_value_and_ends(share: bool, value: f64, ends: Option<(f64, f64)>) -> Self {
        let ends = ends.map(|(low, high)| [low, high]);
        let [low, high] = ends.unwrap_or([value, value]);
        let known = low == value && high == value && value == 0.0;
        let step = if known { 0.0 } else { step_for_range([value, low, high], (high - low) / 2.0 / ERRORS) };
        let step = if share || known { step.max(FINEST) } else { step };
        Self { value, ends, step }
    }

    /// The same as a chance, which lies between none and one whatever its error.
    pub fn as_chance(self) -> Self {
        Self { ends: self.ends.map(|ends| ends.map(|end| end.clamp(0.0, 1.0))), ..self }
    }

    /// The same in the step of its difference from another, which is surer than it is itself; no more than two digits.
    pub fn in_step_of(self, difference: Self) -> Self {
        let digits = if difference.step < 1.0 && self.value.abs() <= 1.0 {
            0.0
        } else {
            step_for_range([self.value, 0.0, 0.0], 0.0)
        };
        Self { step: difference.step.max(digits), ..self }
    }

    /// Standard error, where the interval has two ends and says of anything at all.
    pub fn error(self) -> Option<f64> {
        self.ends.filter(|_| !self.is_nothing()).map(|[low, high]| (high - low) / 2.0 / ERRORS)
    }

    /// Tests whether it is zero without error.
    pub fn is_nothing(self) -> bool {
        self.value == 0.0 && self.ends == Some([0.0, 0.0])
    }

    /// The step.
    pub fn step(self) -> f64 {
        self.step
    }

    /// The figure.
    pub fn value(self) -> String {
        format_rounded(self.value, self.step)
    }

    /// The figure with its sign.
    pub fn signed(self) -> String {
        if self.is_nothing() { "0".to_owned() } else { format_signed(self.value, self.step) }
    }

    /// Its interval; a dash where it is not known.
    pub fn ends(self) -> String {
        if self.is_nothing() {
            return "0".to_owned();
        }
        self.ends.map_or(UNKNOWN.to_owned(), |[low, high]| format_band(low, high, self.step))
    }

    /// "0.52 (0.40–0.64)"; the figure alone where it is known.
    pub fn with_ends(self) -> String {
        let (value, ends) = (self.value(), self.ends());
        if value == ends { value } else { format!("{value} ({ends})") }
    }

    /// The same with the figure in a step that it shares with others.
    pub fn with_ends_in(self, step: f64) -> String {
        let (value, ends) = (format_rounded(self.value, step), self.ends());
        if self.value() == ends { value } else { format!("{value} ({ends})") }
    }

    /// Tests whether the interval excludes zero.
    pub fn is_clear(self) -> bool {
        self.ends.is_some_and(|[low, high]| low > 0.0 || high < 0.0)
    }
}

/// Chances, shares, and values in shares of a stake.
pub(crate) fn is_share(unit: &str) -> bool {
    unit == "chance" || unit.starts_with("share")
}

/// The unit as it follows a number; nothing for a chance, a share or a plain number.
pub(crate) fn unit_after(unit: &str) -> String {
    let plain = is_share(unit) || matches!(unit, "" | "number" | "log-odds");
    if plain { String::new() } else { format!(" {unit}") }
}

/// A number whose error nobody stated: three digits that count, no zeros at the end.
pub(crate) fn format_three_digits(value: f64) -> String {
    let size = value.abs();
    if !(size.is_finite() && size > 0.0) {
        return format_figure(value);
    }
    let step = 10f64.powf(size.log10().floor() - 2.0);
    format_figure((value / step).round() * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, half: f64) -> Estimate {
        Estimate { value, low: Some(value - half), high: Some(value + half) }
    }

    #[test]
    fn no_digit_is_finer_than_the_error() {
        let shown = |unit, value, half| IntervalFigure::new(unit, &estimate(value, half)).with_ends();
        assert_eq!(shown("chance", 0.123_4, 0.01), "0.12 (0.11–0.13)");
        assert_eq!(shown("chance", 0.123_4, 0.1), "0.1 (0.0–0.2)");
        assert_eq!(shown("months", 12.34, 1.5), "12 (11–14)");
        let [level, change] =
            [estimate(0.517, 0.3), estimate(0.123, 0.02)].map(|one| IntervalFigure::new("chance", &one));
        assert_eq!((level.value().as_str(), level.in_step_of(change).value().as_str()), ("0.6", "0.52"));
        let nothing = IntervalFigure::new("chance", &Estimate::exact(0.0));
        assert_eq!([nothing.signed(), nothing.ends(), level.in_step_of(nothing).value()], ["0", "0", "0.52"]);
    }

    #[test]
    fn short_numbers() {
        assert_eq!(
            [0.4567, 1.0, 60.0, 0.0, -0.25, 12_345.0].map(format_three_digits),
            ["0.457", "1", "60", "0", "−0.25", "12300"]
        );
        assert_eq!(format_three_digits(f64::NAN), UNKNOWN);
        assert_eq!([unit_after("months"), unit_after("number"), unit_after("share of x")], [" months", "", ""]);
    }

    #[test]
    fn what_is_not_known_is_a_dash_and_not_clear() {
        let unknown = IntervalFigure::new("months", &Estimate { value: 3.0, low: None, high: None });
        assert_eq!((unknown.ends().as_str(), unknown.is_clear()), (UNKNOWN, false));
        assert!(IntervalFigure::new("months", &estimate(3.0, 1.0)).is_clear());
        assert!(!IntervalFigure::share(&Interval { value: 0.1, low: -0.1, high: 0.3 }).is_clear());
        assert_eq!(IntervalFigure::new("months", &estimate(f64::NAN, 1.0)).value(), UNKNOWN);
    }
}
