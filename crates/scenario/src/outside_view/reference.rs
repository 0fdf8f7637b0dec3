//! Reference classes: past wars whose lengths are shown with every forecast.

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

use crate::time::clock::DAYS_A_MONTH;

const INTERSTATE: &str = include_str!("../../../../scenarios/reference/interstate-wars-1823-2003.toml");

/// Past wars to compare with.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceClass {
    /// Title of the class.
    pub title: String,
    /// Source of the lengths.
    pub source: String,
    /// The wars, in the order in which they began.
    pub wars: Vec<PastWar>,
}

/// A war that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastWar {
    /// Name in English.
    pub name: String,
    /// First day of fighting.
    pub begun: Date,
    /// Days from the first to the last.
    pub days: u32,
    /// Whether belligerents of the two sides were neighbours by land, or over little sea, on the first day.
    pub border: bool,
    /// Number of sides on which a great power fought on the first day.
    pub great_powers: u8,
}

impl PastWar {
    /// Length in months of the clock.
    pub fn months(&self) -> f64 {
        f64::from(self.days) / DAYS_A_MONTH
    }

    /// Last day of fighting.
    pub fn ended(&self) -> Date {
        self.begun.saturating_add(Span::new().days(self.days))
    }
}

impl ReferenceClass {
    /// The wars that somebody could compare with on a day: those over before it, without those left out by name.
    ///
    /// A war that is forecast is not over on the first day of the forecast, so it is never compared with itself. A class
    /// that counts its first spell of fighting only may hold it all the same; then it is left out by name.
    ///
    /// ```
    /// use standoff_scenario::{date, outside_view::reference_class};
    /// let class = reference_class("interstate-wars-1823-2003").unwrap();
    /// assert_eq!(class.known_on(date(2025, 12, 5), &[]).len(), 95);
    /// let known = class.known_on(date(1951, 7, 10), &[]);
    /// assert!(known.iter().all(|war| war.name != "Korean War"));
    /// assert_eq!(known.len(), 59);
    /// ```
    pub fn known_on(&self, day: Date, left_out: &[String]) -> Vec<&PastWar> {
        self.wars.iter().filter(|war| war.ended() < day && !left_out.contains(&war.name)).collect()
    }
}

#[derive(Deserialize)]
struct Stored {
    title: String,
    source: String,
    wars: Vec<StoredWar>,
}

#[derive(Deserialize)]
struct StoredWar {
    name: String,
    begun: toml::value::Datetime,
    days: u32,
    border: bool,
    great_powers: u8,
}

/// Names of the reference classes.
pub const NAMES: &[&str] = &["interstate-wars-1823-2003"];

/// The reference class of a name.
///
/// ```
/// let class = standoff_scenario::outside_view::reference_class("interstate-wars-1823-2003").unwrap();
/// assert_eq!(class.wars.len(), 95);
/// ```
pub fn reference_class(name: &str) -> Option<ReferenceClass> {
    let text = (name == NAMES[0]).then_some(INTERSTATE)?;
    let stored: Stored = toml::from_str(text).ok()?;
    let war = |StoredWar { name, begun, days, border, great_powers }| {
        Some(PastWar { begun: begun.to_string().parse().ok()?, name, days, border, great_powers })
    };
    let wars = stored.wars.into_iter().map(war).collect::<Option<_>>()?;
    Some(ReferenceClass { title: stored.title, source: stored.source, wars })
}
