//! One number of a scenario as it is stated: value, range, distribution and provenance.

use std::ops::Range;

use jiff::civil::Date;
use standoff_num::Distribution;

use super::grade::Grade;

/// Keys of a quantity written as a table, with their meanings.
pub const KEYS: &[(&str, &str)] = &[
    ("value", "The value"),
    ("unit", "Unit of the value and of the range; left out, the base unit"),
    ("range", "Lowest and highest plausible value; for normal and lognormal the 5 % and the 95 % point"),
    ("distribution", "How the value is spread over the range; left out, triangular with its peak at the value"),
    ("source", "Key in [sources]"),
    ("date", "Day that the number describes"),
    ("grade", "Grade of the evidence: data, expert or assumption; left out, assumption"),
    ("note", "A remark for readers"),
];

/// A number as stated in a scenario. Value, range and distribution are in the base unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub value: f64,
    pub range: Option<(f64, f64)>,
    pub distribution: Distribution,
    pub unit: &'static str,
    pub source: Option<(String, Range<usize>)>,
    pub date: Option<(Date, Range<usize>)>,
    pub grade: Option<Grade>,
    pub note: Option<String>,
    pub span: Range<usize>,
}
