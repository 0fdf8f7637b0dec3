//! From runs to findings.

pub mod benchmark;
mod costs;
pub mod drivers;
mod ends;
pub mod hold;
mod order;
mod paths;
mod questions;
mod start;
mod talks;
pub mod today;

use crate::error::LabError;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{FORMAT, Findings, Spread as SpreadShares, Start, Talks};
use crate::forecast::provenance::Provenance;
use crate::forecast::request::Request;
use standoff_world::switches::switched_off;

/// Findings of a whole ensemble.
///
/// # Errors
///
/// [`LabError::Estimate`] where an estimator refuses its input.
pub fn measure(request: &Request, ensemble: &Ensemble<'_>) -> Result<Findings, LabError> {
    let start = start::measure(ensemble);
    Ok(Findings {
        signed: ends::signed(ensemble),
        costs: costs::measure(ensemble),
        talks: talks::measure(ensemble, start.stall),
        order: order::measure(ensemble),
        paths: paths::measure(ensemble),
        questions: questions::measure(ensemble)?,
        drivers: drivers::measure(ensemble),
        start: start.start,
        ..measure_answer(request, ensemble)?
    })
}

/// The answer alone: how long the line holds and what ends the war, beside the outside view; all else is empty.
///
/// # Errors
///
/// [`LabError::Estimate`] where an estimator refuses its input.
pub fn measure_answer(request: &Request, ensemble: &Ensemble<'_>) -> Result<Findings, LabError> {
    let scenario = ensemble.design.scenario;
    let benchmark = benchmark::measure(ensemble)?;
    let made: usize = ensemble.draws.iter().map(|draw| draw.runs.len()).sum();
    let sound = ensemble.sound().count();
    Ok(Findings {
        provenance: Provenance::new(FORMAT, scenario, ensemble.war(), request.seed),
        engine: "equilibrium".to_owned(),
        runs: made,
        failed_runs: made - sound,
        draws: ensemble.draws.len(),
        interrupted: ensemble.interrupted,
        step: scenario.step.to_string(),
        horizon_months: ensemble.horizon(),
        command: request.command.clone(),
        levers: request.pulls.iter().map(|pull| pull.lever.name.clone()).collect(),
        without: switched_off(&request.mechanisms).into_iter().map(str::to_owned).collect(),
        hold: hold::measure(ensemble),
        ends: ends::shares(ensemble),
        war_ends: ends::over_time(ensemble),
        benchmark,
        start: Start::default(),
        signed: Vec::new(),
        costs: Vec::new(),
        talks: Talks::default(),
        order: Vec::new(),
        paths: Vec::new(),
        questions: Vec::new(),
        drivers: Vec::new(),
        spread: spread(ensemble),
    })
}

fn spread(ensemble: &Ensemble<'_>) -> SpreadShares {
    let [aleatory, parametric] = ensemble.spread_of(|run| run.holds(12));
    let [ends_aleatory, ends_parametric] = ensemble.spread_of(|run| run.settled_by(12));
    SpreadShares { aleatory, parametric, structural: None, ends_aleatory, ends_parametric }
}
