//! Reference classes: past wars whose lengths are shown with every forecast.

use serde::Deserialize;

/// Days in a month of a year of 365.25 days, the unit in which past wars are counted.
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

const INTERSTATE: &str = include_str!("../../../../scenarios/reference/interstate-wars-1823-2003.toml");

/// Lengths of past wars.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceClass {
    /// Title of the class.
    pub title: String,
    /// Source of the lengths.
    pub source: String,
    /// Lengths in months, ascending.
    pub months: Vec<f64>,
}

#[derive(Deserialize)]
struct Stored {
    title: String,
    source: String,
    durations: Vec<f64>,
}

/// Names of the reference classes.
pub const NAMES: &[&str] = &["interstate-wars-1823-2003"];

/// The reference class of a name.
///
/// ```
/// let class = standoff_scenario::outside_view::reference_class("interstate-wars-1823-2003").unwrap();
/// assert_eq!(class.months.len(), 95);
/// ```
pub fn reference_class(name: &str) -> Option<ReferenceClass> {
    let text = (name == NAMES[0]).then_some(INTERSTATE)?;
    let stored: Stored = toml::from_str(text).ok()?;
    let months = stored.durations.iter().map(|days| days / DAYS_A_MONTH).collect();
    Some(ReferenceClass { title: stored.title, source: stored.source, months })
}
