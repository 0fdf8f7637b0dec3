//! The settings of a search.

use crate::error::StatsError;

/// The rule by which a step of a trajectory is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BoxChoice {
    /// The first, hence largest, box of at least this density, if there is one.
    Density(f64),
    /// The box with the greatest excess of cases over an equal number of rows drawn at random, in standard deviations.
    /// If the outcome is partly chance, no density can be asked for in advance.
    Strongest,
}

/// The settings of a search.
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
    /// The share of a box's rows that one peel removes, between 0 and 0.5; more if values are tied.
    pub peel: f64,
    /// The share of the rows just outside that one paste adds back, between 0 and 0.5.
    pub paste: f64,
    /// The least share of all rows that a box must hold.
    pub least_mass: f64,
    /// The choice of the step that becomes the rule.
    pub choice: BoxChoice,
    /// The significance level of a search and of its limits.
    pub level: f64,
    /// The number of times the search is repeated on shuffled marks. The smallest possible p-value is 1 / (1 + this).
    pub shuffles: u16,
    /// The largest number of boxes, each searched among the rows that the ones before have left.
    pub most_boxes: u16,
}

impl Default for PrimSettings {
    fn default() -> Self {
        // Shares of 5 % are the defaults of the EMA workbench; 199 shuffles resolve p-values of half a percent.
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
        // With fewer shuffles no search could ever be significant.
        let least = 1.0 / (1.0 + f64::from(self.shuffles));
        if least <= self.level {
            return Ok(());
        }
        Err(StatsError::BadSetting { name: "shuffles", value: f64::from(self.shuffles) })
    }
}
