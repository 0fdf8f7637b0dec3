//! An answer from some draws of a forecast.

use crate::answer::hold_months;
use crate::change::{Change, Side};
use crate::failure::Failure;
use rayon::prelude::*;
use standoff_breakdown::progressive::ProgressiveForecast;
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::measure::measure_answer;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use std::sync::atomic::{AtomicBool, Ordering};

/// Draws of a forecast with their answer. The findings of a whole forecast are left out: some of them solve games of their own,
/// which takes longer than all that a first look does.
#[derive(Debug)]
pub struct Part {
    request: ForecastRequest,
    made: Forecast,
}

impl Part {
    /// The answer from draws of a request.
    ///
    /// # Errors
    ///
    /// [`LabError::AllFailed`] where no future can be read.
    pub fn new(request: ForecastRequest, draws: Vec<DrawRuns>) -> Result<Self, Failure> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, draws, false)?;
        let findings = measure_answer(&request, &ensemble)?;
        let draws = ensemble.draws;
        Ok(Self { made: Forecast { findings, draws }, request })
    }

    /// The answer from all draws of a request.
    ///
    /// # Errors
    ///
    /// As [`Self::new`], and [`LabError::NothingDone`] once `stop` is set.
    pub fn simulate(request: ForecastRequest, stop: &AtomicBool) -> Result<Self, Failure> {
        let draws = simulate_draws(&request, &(0..request.design().draws).collect::<Vec<usize>>(), stop)?;
        Self::new(request, draws)
    }

    /// What its world changes against the scenario as it stands.
    pub fn change_from(&self, scenario: Side<'_>) -> Option<Change> {
        Change::between([scenario, self.into()], hold_months(&self.made.findings))
    }

    /// The answer, for a forecast of `total_draws` draws.
    ///
    /// # Errors
    ///
    /// As [`ProgressiveForecast::from_forecast`].
    pub fn answer(&self, total_draws: usize) -> Result<ProgressiveForecast, Failure> {
        Ok(ProgressiveForecast::from_forecast(&self.request, &self.made, total_draws)?)
    }

    /// Its draws.
    pub fn into_draws(self) -> Vec<DrawRuns> {
        self.made.draws
    }
}

impl<'a> From<&'a Part> for Side<'a> {
    fn from(part: &'a Part) -> Self {
        Self { request: &part.request, draws: &part.made.draws }
    }
}

/// Simulates some draws of a request, in the order given.
///
/// # Errors
///
/// [`LabError::NothingDone`] once `stop` is set: an answer for which no client waits any more is not worth finishing.
pub fn simulate_draws(request: &ForecastRequest, draws: &[usize], stop: &AtomicBool) -> Result<Vec<DrawRuns>, Failure> {
    let design = request.design();
    let simulate = |&draw: &usize| design.simulate_runs(draw * design.paths..(draw + 1) * design.paths, stop, &|_| ());
    let made: Vec<Vec<DrawRuns>> = draws.par_iter().with_max_len(1).map(simulate).collect();
    if stop.load(Ordering::Relaxed) { Err(LabError::NothingDone.into()) } else { Ok(made.concat()) }
}
