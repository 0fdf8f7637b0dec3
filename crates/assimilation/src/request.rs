//! Requests for an assimilation.

use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_scenario::evidence::Log;
use standoff_scenario::{Date, Scenario};

/// An assimilation to be made.
#[derive(Debug, Clone)]
pub struct AssimilationRequest {
    /// The scenario.
    pub scenario: Scenario,
    /// The evidence.
    pub log: Log,
    /// Day up to which it is known.
    pub as_of: Date,
    /// Size of the population.
    pub size: FilterSize,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
}

/// Size of a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterSize {
    /// Number of draws of the parameters.
    pub draws: usize,
    /// Number of states of each draw.
    pub paths: usize,
    /// Number of games that are solved, which draws share: solving a game takes longer than all the rest of a draw.
    pub games: usize,
    /// Number of posterior draws that the forecast keeps.
    pub kept: usize,
}

impl Default for FilterSize {
    /// 10,240 states of 1,024 draws, 128 games, and 128 draws for the forecast.
    fn default() -> Self {
        Self { draws: 1024, paths: 10, games: 128, kept: 128 }
    }
}

impl FilterSize {
    /// Size for a forecast of `kept` draws: the default filter, scaled up or down.
    ///
    /// ```
    /// use standoff_assimilation::FilterSize;
    /// let size = FilterSize::for_kept_draws(32);
    /// assert_eq!((size.draws, size.paths, size.games, size.kept), (256, 10, 32, 32));
    /// ```
    pub fn for_kept_draws(kept: usize) -> Self {
        let whole = Self::default();
        Self { draws: (whole.draws * kept / whole.kept).max(kept), games: kept, kept, ..whole }
    }
}

impl AssimilationRequest {
    /// Design of the ensemble that is brought up to date.
    pub fn design(&self) -> Design<'_> {
        Design {
            draws: self.size.draws,
            paths: self.size.paths,
            seed: self.seed,
            resolution: self.resolution,
            ..Design::new(&self.scenario)
        }
    }
}
