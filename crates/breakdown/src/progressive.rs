//! A forecast that answers at once and then better: from one draw, from a few, from all.
//!
//! Whoever moves a slider wants to see which way the answer goes before the whole ensemble is made. [`central`] plays one draw
//! at the central values, with actors who plan on a short front; [`in_parts`] plays the draws of a forecast part by part, tells what those so far say, and ends
//! with the same forecast, to the byte, as [`standoff_lab::forecast::run_forecast::run_forecast()`].

use crate::breakdown::Breakdown;
use standoff_lab::ensemble::design::{Design, Resolution};
use standoff_lab::ensemble::draw_runs::DrawRuns;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::LabError;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::measure::measure_findings;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::Forecast;
use std::sync::atomic::{AtomicBool, Ordering};

/// Paths of the one draw at the central values.
const CENTRAL_PATHS: usize = 100;

/// What some draws say.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance {
    /// Whether it is one draw at the central values of all parameters, which is no mean over their ranges.
    pub central: bool,
    /// Draws of the whole forecast.
    pub of: usize,
    /// The answer; all else in it is empty.
    pub answer: Breakdown,
}

impl Glance {
    /// What a small forecast says of one that has `of` draws.
    ///
    /// # Errors
    ///
    /// As [`Breakdown::of`].
    pub fn of_forecast(request: &ForecastRequest, made: &Forecast, of: usize) -> Result<Self, LabError> {
        let design = request.design();
        let ensemble = Ensemble::new(&design, made.draws.clone(), false)?;
        Ok(Self { central: false, of, answer: Breakdown::of_answer(&ensemble, request)? })
    }
}

/// What one draw at the central values says; none where evidence has taken the place of the scenario's ranges.
///
/// # Errors
///
/// [`LabError::AllFailed`] where it cannot be played.
pub fn central(request: &ForecastRequest) -> Result<Option<Glance>, LabError> {
    if request.posterior.is_some() {
        return Ok(None);
    }
    let design = Design { draws: 1, paths: CENTRAL_PATHS, resolution: Resolution::Sketch, ..request.design() };
    let values = request.scenario.central_values();
    let prepared = SolvedDraw::new(&design, 0, values.clone())?;
    let runs = prepared.simulate_paths(&request.lever_settings, 0..CENTRAL_PATHS)?;
    let ensemble = Ensemble::new(&design, vec![DrawRuns { draw: 0, values, runs }], false)?;
    let answer = Breakdown::of_answer(&ensemble, request)?;
    Ok(Some(Glance { central: true, of: request.design().draws, answer }))
}

/// Makes a forecast part by part: after as many draws as each of `parts` says, `heard` is told what they say.
///
/// # Errors
///
/// As [`standoff_lab::forecast::run_forecast::run_forecast()`]; [`LabError::NothingDone`] once `stop` is set, as a forecast that nobody waits for is of no use.
pub fn in_parts(
    request: &ForecastRequest,
    stop: &AtomicBool,
    parts: &[usize],
    heard: &mut dyn FnMut(Glance),
) -> Result<Forecast, LabError> {
    let design = request.design();
    let mut draws: Vec<DrawRuns> = Vec::new();
    let ends = parts.iter().copied().filter(|&part| part < design.draws).chain([design.draws]);
    let mut from = 0;
    for to in ends {
        draws.extend(design.simulate_runs(from * design.paths..to * design.paths, stop, &|_| ()));
        if stop.load(Ordering::Relaxed) {
            return Err(LabError::NothingDone);
        }
        if to < design.draws {
            let answer = Breakdown::of_answer(&Ensemble::new(&design, draws.clone(), false)?, request)?;
            heard(Glance { central: false, of: design.draws, answer });
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
    use standoff_world::switches::Mechanisms;

    fn request() -> ForecastRequest {
        ForecastRequest {
            scenario: builtin::load("two-sided").unwrap(),
            runs: 80,
            draws: 5,
            seed: 7,
            mechanisms: Mechanisms::default(),
            lever_settings: Vec::new(),
            resolution: Resolution::Coarse,
            command: "standoff".to_owned(),
            posterior: None,
            shard: None,
        }
    }

    #[test]
    fn parts_end_in_the_forecast_itself() {
        let (request, stop) = (request(), AtomicBool::new(false));
        let mut draws = Vec::new();
        let made = in_parts(&request, &stop, &[1, 3, 9], &mut |glance| {
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
        let glance = central(&request()).unwrap().unwrap();
        let said = &glance.answer.forecast;
        assert!(glance.central && glance.of == 5 && said.draws == 1 && said.runs == CENTRAL_PATHS);
        assert!(!said.hold.survival.is_empty() && said.costs.is_empty());
    }

    #[test]
    fn who_stops_hears_nothing_more() {
        let stop = AtomicBool::new(false);
        let mut heard = 0;
        let made = in_parts(&request(), &stop, &[1, 2], &mut |_| {
            heard += 1;
            stop.store(true, Ordering::Relaxed);
        });
        assert!(matches!(made, Err(LabError::NothingDone)) && heard == 1);
    }
}
