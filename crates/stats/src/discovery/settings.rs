//! How to search.

use crate::error::StatsError;

/// Which step of a trajectory is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BoxChoice {
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
/// use standoff_stats::discovery::{BoxChoice, PrimSettings};
/// let settings = PrimSettings { choice: BoxChoice::Density(0.6), ..PrimSettings::default() };
/// assert_eq!((settings.peel, settings.paste, settings.least_mass, settings.level), (0.05, 0.05, 0.05, 0.05));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrimSettings {
    /// The share of a box's rows that one peel takes, between 0 and 0.5; more where values are equal.
    pub peel: f64,
    /// The share of the rows just outside that one paste wins back, between 0 and 0.5.
    pub paste: f64,
    /// The least share of all rows that a box must hold.
    pub least_mass: f64,
    /// Which step of a trajectory becomes the rule.
    pub choice: BoxChoice,
    /// The greatest chance at which a search, or a limit, still counts as found.
    pub level: f64,
    /// How many times the search is repeated on shuffled marks. The least chance that can be found is 1 / (1 + this).
    pub shuffles: u16,
    /// How many boxes are searched at most, each among the rows that the ones before have left.
    pub most_boxes: u16,
}

impl Default for PrimSettings {
    fn default() -> Self {
        let (share, choice) = (0.05, BoxChoice::Density(0.8));
        Self { peel: share, paste: share, least_mass: share, choice, level: share, shuffles: 199, most_boxes: 4 }
    }
}

impl PrimSettings {
    pub(super) fn check_settings(&self) -> Result<(), StatsError> {
        let density = if let BoxChoice::Density(density) = self.choice { density } else { 0.5 };
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
