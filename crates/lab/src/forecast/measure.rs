//! Measures that turn the runs of an ensemble into findings, one file for each part of the findings.

mod backers;
pub mod benchmark;
mod constants;
mod costs;
mod deals;
pub mod drivers;
mod ends;
pub mod hold;
mod needs;
mod order;
mod paths;
mod questions;
mod stall;
mod start;
mod talks;
pub mod today;

use crate::error::LabError;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{Deals, FORMAT, Findings, Start, TalksPattern, VarianceShares as SpreadShares};
use crate::forecast::provenance::Provenance;
use crate::forecast::request::ForecastRequest;
use crate::report_months::near_months;
use standoff_world::switches::switched_off;

/// Measures all findings of an ensemble.
///
/// # Errors
///
/// [`LabError::Estimate`] where an estimator refuses its input.
pub fn measure_findings(request: &ForecastRequest, ensemble: &Ensemble<'_>) -> Result<Findings, LabError> {
    Ok(Findings {
        start: start::measure_start(ensemble),
        signed: ends::signed_packages(ensemble),
        deals: deals::measure_deals(ensemble),
        costs: costs::measure_costs(ensemble),
        talks: talks::measure_talks(ensemble, stall::measure_stall(ensemble)),
        order: order::measure_order(ensemble),
        paths: paths::measure_paths(ensemble),
        needs: needs::measure_needs(ensemble),
        backers: backers::measure_backers(ensemble),
        questions: questions::answer_questions(ensemble)?,
        drivers: drivers::strongest_drivers(ensemble),
        ..measure_answer(request, ensemble)?
    })
}

/// Measures the answer alone: how long the line holds, what ends the war and the outside view. Everything else is left empty, so
/// that a progressive forecast does not solve the games of the stall table again and again.
///
/// # Errors
///
/// [`LabError::Estimate`] where an estimator refuses its input.
pub fn measure_answer(request: &ForecastRequest, ensemble: &Ensemble<'_>) -> Result<Findings, LabError> {
    let scenario = ensemble.design.scenario;
    let benchmark = benchmark::measure_benchmark(ensemble)?;
    let made: usize = ensemble.draws.iter().map(|draw| draw.runs.len()).sum();
    let sound = ensemble.valid_runs().count();
    Ok(Findings {
        provenance: Provenance::new(FORMAT, scenario, ensemble.central_war(), request.seed)
            .on_record(request.posterior.as_deref()),
        engine: "equilibrium".to_owned(),
        runs: made,
        failed_runs: made - sound,
        draws: ensemble.draws.len(),
        interrupted: ensemble.interrupted,
        step: scenario.step.to_string(),
        horizon_months: ensemble.horizon_months(),
        command: request.command.clone(),
        levers: request.lever_settings.iter().map(|setting| setting.lever.name.clone()).collect(),
        without: switched_off(&request.mechanisms).into_iter().map(str::to_owned).collect(),
        rule: request.rule.as_ref().map(|rule| rule.name()),
        hold: hold::measure_hold(ensemble),
        ends: ends::end_shares(ensemble),
        war_ends: ends::war_ends_over_time(ensemble),
        benchmark,
        start: Start::default(),
        signed: Vec::new(),
        deals: Deals::default(),
        costs: Vec::new(),
        talks: TalksPattern::default(),
        order: Vec::new(),
        paths: Vec::new(),
        needs: Vec::new(),
        backers: Vec::new(),
        questions: Vec::new(),
        drivers: Vec::new(),
        spread: measure_variance_shares(ensemble),
        constants: constants::method_constants(scenario),
    })
}

fn measure_variance_shares(ensemble: &Ensemble<'_>) -> SpreadShares {
    let months = near_months(ensemble.horizon_months());
    let [aleatory, parametric] = ensemble.variance_shares(|run| run.holds(months));
    let [ends_aleatory, ends_parametric] = ensemble.variance_shares(|run| run.settled_by(months));
    SpreadShares { months, aleatory, parametric, structural: None, ends_aleatory, ends_parametric }
}
