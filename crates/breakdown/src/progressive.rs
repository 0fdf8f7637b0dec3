//! Progressive forecasts: an answer at once from one draw, a better one from a few, and the final one from all.
//!
//! A person who moves a slider wants to see the direction of the answer before the whole ensemble is made.
//! [`forecast_at_central_values`] simulates one draw at the central values, with actors who plan over a coarse front.
//! [`forecast_progressively`] simulates the draws of a forecast in steps, reports the answer after each step, and ends
//! with the same forecast, to the byte, as [`standoff_lab::forecast::run_forecast::run_forecast()`].

use crate::week::Breakdown;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::measure::measure_findings;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use std::sync::atomic::{AtomicBool, Ordering};

/// Paths of the draw at the central values: a share is then known to about 5 points, enough for the direction.
const CENTRAL_PATHS: usize = 100;

/// An answer from part of the draws.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressiveForecast {
    /// `true` if it is one draw at the central values of all parameters, which is no mean over their ranges.
    pub at_central_values: bool,
    /// Draws of the whole forecast.
    pub total_draws: usize,
    /// The answer; the other parts of the breakdown are empty.
    pub answer: Breakdown,
}

impl ProgressiveForecast {
    /// Makes a first answer from a small forecast, for a forecast of `total_draws` draws.
    ///
    /// # Errors
    ///
    /// As [`Breakdown::of_forecast`].
    pub fn from_forecast(request: &ForecastRequest, made: &Forecast, total_draws: usize) -> Result<Self, LabError> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, made.draws.clone(), false)?;
        Ok(Self { at_central_values: false, total_draws, answer: Breakdown::of_answer(&ensemble, request)? })
    }
}

/// Makes an answer from one draw at the central values; none where posterior draws have replaced the scenario's ranges,
/// which have no central values.
///
/// # Errors
///
/// [`LabError::AllFailed`] where it cannot be played.
pub fn forecast_at_central_values(request: &ForecastRequest) -> Result<Option<ProgressiveForecast>, LabError> {
    if request.posterior.is_some() {
        return Ok(None);
    }
    let design = Design { draws: 1, paths: CENTRAL_PATHS, resolution: Resolution::Sketch, ..request.design() };
    let values = request.scenario.central_values();
    let prepared = SolvedDraw::new(&design, 0, values.clone())?;
    let runs = prepared.simulate_paths(&request.lever_settings, 0..CENTRAL_PATHS)?;
    let ensemble = Ensemble::new(&design, vec![DrawRuns { draw: 0, values, runs, situation: None }], false)?;
    let answer = Breakdown::of_answer(&ensemble, request)?;
    Ok(Some(ProgressiveForecast { at_central_values: true, total_draws: request.design().draws, answer }))
}

/// Makes a forecast in steps. `on_answer` receives the answer so far after each number of draws in `after_draws`.
///
/// # Errors
///
/// Those of [`standoff_lab::forecast::run_forecast::run_forecast()`], and [`LabError::NothingDone`] once `stop` is set: a
/// forecast for which no client waits any more is not worth finishing.
pub fn forecast_progressively(
    request: &ForecastRequest,
    stop: &AtomicBool,
    after_draws: &[usize],
    on_answer: &mut dyn FnMut(ProgressiveForecast),
) -> Result<Forecast, LabError> {
    let design = request.design();
    let mut draws: Vec<DrawRuns> = Vec::new();
    let ends = after_draws.iter().copied().filter(|&part| part < design.draws).chain([design.draws]);
    let mut from = 0;
    for to in ends {
        draws.extend(design.simulate_runs(from * design.paths..to * design.paths, stop, &|_| ()));
        if stop.load(Ordering::Relaxed) {
            return Err(LabError::NothingDone);
        }
        if to < design.draws {
            let answer = Breakdown::of_answer(&Ensemble::new(&design, draws.clone(), false)?, request)?;
            on_answer(ProgressiveForecast { at_central_values: false, total_draws: design.draws, answer });
        }
        from = to;
    }
    let ensemble = Ensemble::new(&design, draws, false)?;
    let findings = measure_findings(request, &ensemble)?;
    Ok(Forecast { findings, draws: ensemble.draws })
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::forecast::run_forecast::run_forecast;
    use standoff_scenario::builtin;

    fn sample_request() -> ForecastRequest {
        ForecastRequest {
            runs: 80,
            draws: 5,
            seed: 7,
            command: "standoff".to_owned(),
            ..ForecastRequest::new(builtin::load("two-sided").unwrap())
        }
    }

    #[test]
    fn parts_end_in_the_forecast_itself() {
        let (request, stop) = (sample_request(), AtomicBool::new(false));
        let mut draws = Vec::new();
        let made = forecast_progressively(&request, &stop, &[1, 3, 9], &mut |glance| {
            let said = glance.answer.forecast;
            draws.push((said.draws, said.runs));
        })
        .unwrap();
        assert_eq!(draws, [(1, 16), (3, 48)]);
        let whole = run_forecast(&request, &stop, &|_| ()).unwrap();
        assert_eq!((made.findings, made.draws), (whole.findings, whole.draws));
    }

    #[test]
    fn one_draw_at_the_central_values_says_so() {
        let glance = forecast_at_central_values(&sample_request()).unwrap().unwrap();
        let said = &glance.answer.forecast;
        assert!(glance.at_central_values && glance.total_draws == 5 && said.draws == 1 && said.runs == CENTRAL_PATHS);
        assert!(!said.hold.survival.is_empty() && said.costs.is_empty());
    }

    #[test]
    fn who_stops_hears_nothing_more() {
        let stop = AtomicBool::new(false);
        let mut heard = 0;
        let made = forecast_progressively(&sample_request(), &stop, &[1, 2], &mut |_| {
            heard += 1;
            stop.store(true, Ordering::Relaxed);
        });
        assert!(matches!(made, Err(LabError::NothingDone)) && heard == 1);
    }
}
