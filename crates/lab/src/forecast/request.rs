//! What is asked of a forecast.

use crate::ensemble::design::{Design, Resolution};
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::posterior::Posterior;
use crate::error::LabError;
use standoff_scenario::Scenario;
use standoff_world::switches::Mechanisms;
use std::sync::Arc;

/// Futures simulated unless said otherwise.
pub const DEFAULT_RUNS: usize = 10_240;

/// Draws of the parameters unless said otherwise.
pub const DEFAULT_DRAWS: usize = 128;

/// A forecast to be made.
#[derive(Debug, Clone)]
pub struct ForecastRequest {
    /// The scenario, with whatever was set by hand.
    pub scenario: Scenario,
    /// Futures to simulate; rounded up to a whole number of paths for each draw.
    pub runs: usize,
    /// Draws of the parameters.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Mechanisms that work.
    pub mechanisms: Mechanisms,
    /// Levers that are pulled in every future.
    pub lever_settings: Vec<LeverSetting>,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces the forecast.
    pub command: String,
    /// What evidence has made of the ensemble; none where the scenario speaks for itself.
    pub posterior: Option<Arc<Posterior>>,
    /// Shard `i` of `n`, counted from zero; all runs if none.
    pub shard: Option<(usize, usize)>,
}

impl ForecastRequest {
    /// The design of the ensemble.
    pub fn design(&self) -> Design<'_> {
        let draws = self.draws.clamp(1, self.runs.max(1));
        Design {
            scenario: &self.scenario,
            draws,
            paths: self.runs.max(1).div_ceil(draws),
            seed: self.seed,
            mechanisms: self.mechanisms,
            lever_settings: &self.lever_settings,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
        }
    }

    /// The indices of the runs to make.
    ///
    /// # Errors
    ///
    /// [`LabError::Counts`] where the shard does not exist.
    pub fn run_range(&self) -> Result<std::ops::Range<usize>, LabError> {
        let runs = self.design().run_count();
        match self.shard {
            None => Ok(0..runs),
            Some((index, count)) if index < count && count <= runs => {
                Ok(index * runs / count..(index + 1) * runs / count)
            }
            Some((index, count)) => {
                Err(LabError::Counts(format!("shard {index} of {count} of {runs} runs does not exist")))
            }
        }
    }
}
