//! Units of a quantity: spellings with their conversions, and values in the unit in which they were written.

use standoff_world::quantity::{Conversion, Definition, hazard_over};

use crate::words::{format_measure, format_number};

/// The words for a unit, and how to convert to the base unit.
pub(super) type Spelling = (&'static str, Conversion);

/// The bounds of a quantity in words.
pub(crate) fn describe_bounds(definition: &Definition) -> String {
    let (low, high) = definition.bounds;
    format!("{} to {}", format_number(low), format_measure(high, definition.unit.base()))
}

/// A value as written and, where it was converted, in the base unit.
pub(super) fn describe_conversion(written: f64, value: f64, spelling: Spelling, base: Spelling) -> String {
    let stated = format_measure(written, spelling.0);
    let same = spelling.0 == base.0 || !value.is_finite();
    if same { stated } else { format!("{stated} = {}", format_measure(value, base.0)) }
}

/// A value in the base unit, in the unit called `unit`, without the noise that converting it back and forth leaves in its last
/// digits.
pub(crate) fn convert_to_unit(definition: &Definition, unit: &str, value: f64) -> f64 {
    let spelling = definition.unit.spellings().iter().find(|spelling| spelling.0 == unit);
    let converted = match spelling.map(|spelling| spelling.1) {
        None => value,
        Some(Conversion::Factor(factor)) => value / factor,
        Some(Conversion::ProbabilityOver(months)) => hazard_over(value, months),
        Some(Conversion::PowerOver(months)) => libm::pow(value, months),
    };
    format!("{converted:.11e}").parse().unwrap_or(converted)
}
