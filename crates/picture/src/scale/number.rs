//! Numbers that can be drawn, and how they are written.

use standoff_prose::numbers::{UNKNOWN, format_rounded, format_two_digits};

/// Beyond this size a number is not drawn.
pub(crate) const LARGEST: f64 = 1e15;

/// The number, if it can be drawn.
pub(crate) fn if_drawable(value: f64) -> Option<f64> {
    (value.is_finite() && value.abs() <= LARGEST).then_some(value)
}

/// The number as text in whole `step`s, or with two digits that count where the step is not known.
pub(crate) fn format_number(value: f64, step: f64) -> String {
    match if_drawable(value) {
        None => UNKNOWN.to_owned(),
        Some(value) if step.is_finite() && step > 1e-9 => format_rounded(value, step),
        Some(value) if value.abs() < 1e-9 => "0".to_owned(),
        Some(value) => format_two_digits(value),
    }
}

/// The same with its sign.
pub(crate) fn format_signed(value: f64, step: f64) -> String {
    let text = format_number(value, step);
    let zero = text.chars().all(|sign| matches!(sign, '0' | '.'));
    if value > 0.0 && !zero { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_their_sign() {
        assert_eq!([0.123, -0.123, 0.001].map(|value| format_signed(value, 0.01)), ["+0.12", "−0.12", "0.00"]);
        assert_eq!(format_number(f64::NAN, 0.1), UNKNOWN);
    }
}
