//! What is asked of an assimilation.

use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};
use standoff_world::switches::Mechanisms;

/// An assimilation to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scenario.
    pub scenario: Scenario,
    /// The evidence.
    pub log: Log,
    /// The day up to which it is known.
    pub as_of: Date,
    /// How large the population is.
    pub size: Size,
    /// Seed.
    pub seed: u64,
    /// How finely actors plan.
    pub resolution: Resolution,
}

/// How large a population is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Draws of the parameters.
    pub draws: usize,
    /// States of each draw.
    pub paths: usize,
    /// Games that are solved; draws share them.
    pub games: usize,
    /// Draws that the forecast keeps.
    pub kept: usize,
}

impl Default for Size {
    /// 10,240 states of 1,024 draws, 128 games, and 128 draws for the forecast.
    fn default() -> Self {
        Self { draws: 1024, paths: 10, games: 128, kept: 128 }
    }
}

impl Size {
    /// The size that goes with a forecast of so many draws: a filter of the same form, larger or smaller.
    pub fn of(kept: usize) -> Self {
        let whole = Self::default();
        Self { draws: (whole.draws * kept / whole.kept).max(kept), games: kept, kept, ..whole }
    }
}

impl Request {
    /// The design of the ensemble.
    pub fn design(&self) -> Design<'_> {
        Design {
            scenario: &self.scenario,
            draws: self.size.draws,
            paths: self.size.paths,
            seed: self.seed,
            mechanisms: Mechanisms::default(),
            lever_settings: &[],
            resolution: self.resolution,
            posterior: None,
        }
    }
}
