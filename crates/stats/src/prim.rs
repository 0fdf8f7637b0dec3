//! Which inputs lead to the cases of interest: the patient rule induction method (PRIM).
//!
//! Friedman and Fisher (1999), Stat. Comput. 9:123; for the discovery of scenarios Bryant and Lempert (2010), Technol.
//! Forecast. Soc. Change 77:34. From runs with their inputs, and a mark on those of interest, comes a box: limits of
//! few inputs within which cases of interest are dense. The search peels the box, a thin slice at a time, and pastes
//! what was cut too far; each step on the way is a trade between
//!
//! * coverage, the share of all cases of interest that are in the box,
//! * density, the share of the rows in the box that are of interest,
//! * and the number of inputs that are restricted.
//!
//! # What holds
//!
//! 1. Limits, rows and cases of every step are those of the EMA workbench (2.5 and 3.0) with its objective "lenient 1",
//!    for inputs sorted by name. Where it depends on the order of columns, here equal slices are taken in the order:
//!    real inputs, then integers, then categories; by name, with numbers in names as numbers; upper limit first.
//! 2. The order of rows and columns changes nothing, down to the last bit.
//! 3. A search through noise always finds something. [`discover`] therefore repeats the whole search on shuffled marks,
//!    and reports a box only if few of these do as well ([`Found::chance`]).
//! 4. A rule that is reported has no limit that may be chance: those whose quasi-p-value is above the level are given up,
//!    and the box is searched again without them.
//!
//! # What differs from the workbench
//!
//! Three of its habits look like accidents. It cannot peel the lowest value of an integer input once another input's
//! limit has emptied the one below; it rounds negative integers towards 0; and it does not paste integers and categories
//! unless a real input is restricted. Here they peel and paste, and round down.
//!
//! # What it does not do
//!
//! Rotate inputs, fit outcomes that are not yes or no, or weigh rows. Restrictions are found for what the rows show: it
//! says nothing about causes.

mod chance;
mod cut;
mod discover;
mod inside;
mod natural;
mod outside;
mod paste;
mod peel;
mod places;
mod quasi;
mod search;
mod table;
#[cfg(test)]
mod tests;
mod trajectory;

pub use discover::{Found, Verdict, discover};
pub use search::Search;
pub use trajectory::{Step, Trajectory};

use crate::error::StatsError;

/// How an input is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A number: limits lie half-way between neighbouring values, and equal values stay together.
    Real,
    /// A whole number: limits are values that occur.
    Integer,
    /// A code without order: categories are left out one by one.
    Category,
}

/// One input: a value for each row.
///
/// # Examples
///
/// ```
/// use standoff_stats::prim::{Input, Kind};
/// let input = Input::real("front.moves", &[0.3, 0.9]);
/// assert_eq!((input.name, input.kind), ("front.moves", Kind::Real));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input<'a> {
    /// Its name, unlike all others.
    pub name: &'a str,
    /// Its value in each row.
    pub values: &'a [f64],
    /// How it is cut.
    pub kind: Kind,
}

impl<'a> Input<'a> {
    /// A number.
    pub const fn real(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: Kind::Real }
    }

    /// A whole number.
    pub const fn integer(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: Kind::Integer }
    }

    /// A code without order.
    pub const fn category(name: &'a str, values: &'a [f64]) -> Self {
        Self { name, values, kind: Kind::Category }
    }
}

/// What a box allows of one input.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// Values from `low` to `high`, both included.
    Range {
        /// The least value allowed.
        low: f64,
        /// The greatest value allowed.
        high: f64,
    },
    /// These categories, ascending.
    Among(Vec<f64>),
}

impl Limit {
    /// Whether a value is allowed.
    pub fn allows(&self, value: f64) -> bool {
        match self {
            Self::Range { low, high } => (*low..=*high).contains(&value),
            Self::Among(values) => values.contains(&value),
        }
    }
}

/// Which step of a trajectory is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice {
    /// The first, hence largest, box of at least this density; none where no box is so dense.
    Density(f64),
    /// The box with the greatest excess of cases over an equal number of rows drawn at random, in standard deviations:
    /// where the outcome is partly chance, no density can be asked for in advance.
    Strongest,
}

/// How to search.
///
/// # Examples
///
/// ```
/// use standoff_stats::prim::{Choice, Settings};
/// let settings = Settings { choice: Choice::Density(0.6), ..Settings::default() };
/// assert_eq!((settings.peel, settings.paste, settings.least_mass, settings.level), (0.05, 0.05, 0.05, 0.05));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The share of a box's rows that one peel takes, between 0 and 0.5; more where values are equal.
    pub peel: f64,
    /// The share of the rows just outside that one paste wins back, between 0 and 0.5.
    pub paste: f64,
    /// The least share of all rows that a box must hold.
    pub least_mass: f64,
    /// Which step of a trajectory becomes the rule.
    pub choice: Choice,
    /// The greatest chance at which a search, or a limit, still counts as found.
    pub level: f64,
    /// How many times the search is repeated on shuffled marks. The least chance that can be found is 1 / (1 + this).
    pub shuffles: u16,
    /// How many boxes are searched at most, each among the rows that the ones before have left.
    pub most_boxes: u16,
}

impl Default for Settings {
    fn default() -> Self {
        let (share, choice) = (0.05, Choice::Density(0.8));
        Self { peel: share, paste: share, least_mass: share, choice, level: share, shuffles: 199, most_boxes: 4 }
    }
}

impl Settings {
    fn check(&self) -> Result<(), StatsError> {
        let density = if let Choice::Density(density) = self.choice { density } else { 0.5 };
        let within = |name, value: f64, most: f64| {
            let allowed = value > 0.0 && value < most;
            if allowed { Ok(()) } else { Err(StatsError::BadSetting { name, value }) }
        };
        within("peel", self.peel, 0.5)?;
        within("paste", self.paste, 0.5)?;
        within("least_mass", self.least_mass, 1.0)?;
        within("density", density, 1.0 + f64::EPSILON)?;
        within("level", self.level, 1.0)?;
        let least = 1.0 / (1.0 + f64::from(self.shuffles));
        if least <= self.level {
            return Ok(());
        }
        Err(StatsError::BadSetting { name: "shuffles", value: f64::from(self.shuffles) })
    }
}

/// One limit of one input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Lower,
    Upper,
    Category,
}

/// A box on the way, with limits in the order of the table.
#[derive(Debug, Clone)]
struct Boxed {
    limits: Vec<Limit>,
    rows: usize,
    cases: usize,
}
