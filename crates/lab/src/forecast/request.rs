//! Request for a forecast.

use crate::ensemble::design::{Design, Resolution};
use crate::ensemble::lever_setting::LeverSetting;
use crate::ensemble::posterior::Posterior;
use crate::future::decision_rule::DecisionRule;
use standoff_scenario::Scenario;
use standoff_world::switches::Mechanisms;
use std::sync::Arc;

/// Default number of futures. A standard error of a share is then at most half a percentage point where draws do not differ.
pub const DEFAULT_RUNS: usize = 10_240;

/// Default number of draws of the parameters.
pub const DEFAULT_DRAWS: usize = 128;

/// Request for a forecast.
#[derive(Debug, Clone)]
pub struct ForecastRequest {
    /// Scenario, with the numbers that were set by hand.
    pub scenario: Scenario,
    /// Futures to simulate; rounded up to a whole number of paths for each draw.
    pub runs: usize,
    /// Draws of the uncertain parameters.
    pub draws: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Mechanisms that work.
    pub mechanisms: Mechanisms,
    /// Levers that apply to every future.
    pub lever_settings: Vec<LeverSetting>,
    /// Resolution of the actors' planning.
    pub resolution: Resolution,
    /// Command that reproduces the forecast.
    pub command: String,
    /// Draws and states after an update on evidence; none where the scenario's own ranges apply.
    pub posterior: Option<Arc<Posterior>>,
    /// Rule by which actors decide in place of the solved game; none where the game decides. The command does not repeat it.
    pub rule: Option<Arc<dyn DecisionRule>>,
}

impl ForecastRequest {
    /// A forecast of a scenario as it is, with the usual counts, the seed 1, all mechanisms and no lever.
    ///
    /// ```
    /// use standoff_lab::{ForecastRequest, run_forecast};
    /// use std::sync::atomic::AtomicBool;
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let request = ForecastRequest { runs: 16, draws: 2, ..ForecastRequest::new(scenario) };
    /// let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
    /// assert_eq!((made.findings.runs, made.findings.draws), (16, 2));
    /// ```
    pub fn new(scenario: Scenario) -> Self {
        Self {
            scenario,
            runs: DEFAULT_RUNS,
            draws: DEFAULT_DRAWS,
            seed: 1,
            mechanisms: Mechanisms::default(),
            lever_settings: Vec::new(),
            resolution: Resolution::default(),
            command: String::new(),
            posterior: None,
            rule: None,
        }
    }

    /// Design of the ensemble.
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
            rule: self.rule.as_deref(),
        }
    }
}
