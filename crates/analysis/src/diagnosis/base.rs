//! The draws as the scenario has them: solved once, with the futures that the parts of a diagnosis read.

use super::request::DiagnosisRequest;
use rayon::prelude::*;
use standoff_lab::ensemble::design::Design;
use standoff_lab::ensemble::experiment::gather_draws;
use standoff_lab::ensemble::solved_draw::SolvedDraw;
use standoff_lab::error::{DrawError, LabError};
use standoff_lab::future::run::Run;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::{Scenario, months_between};
use standoff_world::switches::Mechanisms;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Months by which the answers of parts 6 and 7 are read.
pub(super) const ANSWER_MONTHS: usize = 24;
/// Longest future: what a war older than this did before is not simulated.
pub(super) const LONGEST_MONTHS: u32 = 120;

/// One draw as the scenario has it.
pub(super) struct BaseDraw<'a> {
    pub solved: SolvedDraw<'a>,
    pub runs: Vec<Run>,
}

/// The draws as the scenario has them.
pub(super) struct BaseDraws<'a> {
    /// Draws in order; those that failed are left out.
    pub draws: Vec<BaseDraw<'a>>,
    pub failed_draws: usize,
    pub interrupted: bool,
}

impl<'a> BaseDraws<'a> {
    /// Solves and simulates the draws of a design.
    pub fn play(design: &'a Design<'a>, monitor: ProgressMonitor<'_>) -> Result<Self, LabError> {
        let (values, done) = (design.draw_values(), AtomicUsize::new(0));
        let one = |draw: usize| {
            if monitor.is_cancelled() {
                return None;
            }
            let played = SolvedDraw::new(design, draw, values(draw)).and_then(|solved| play_draw(solved, design.paths));
            monitor.report("draws", done.fetch_add(1, Ordering::Relaxed) + 1, design.draws);
            Some((draw, played))
        };
        let played = gather_draws((0..design.draws).into_par_iter().with_max_len(1).map(one).collect())?;
        Ok(Self {
            draws: played.draws.into_iter().map(|(_, draw)| draw).collect(),
            failed_draws: played.failed_draws,
            interrupted: played.draws_not_begun > 0,
        })
    }

    /// The share of draws for which something holds.
    pub fn share(&self, holds: impl Fn(&BaseDraw<'a>) -> bool) -> f64 {
        self.draws.iter().filter(|draw| holds(draw)).count() as f64 / self.draws.len().max(1) as f64
    }
}

fn play_draw(solved: SolvedDraw<'_>, paths: usize) -> Result<BaseDraw<'_>, DrawError> {
    let runs = solved.simulate_paths(&[], 0..paths)?;
    Ok(BaseDraw { solved, runs })
}

/// The design of the draws that a request asks for, on a scenario whose horizon is long enough.
pub(super) fn design_of<'a>(request: &DiagnosisRequest, scenario: &'a Scenario, mechanisms: Mechanisms) -> Design<'a> {
    Design {
        draws: request.draws.max(1),
        paths: request.paths.max(1),
        seed: request.seed,
        mechanisms,
        ..Design::new(scenario)
    }
}

/// Age of the war in months at the start of the forecast.
pub(super) fn age_months(scenario: &Scenario) -> f64 {
    months_between(scenario.war_began, scenario.start)
}

/// The scenario with a horizon that holds the answers and the age of the war, whatever its own.
pub(super) fn with_base_horizon(scenario: &Scenario) -> Scenario {
    let age = (age_months(scenario).ceil().max(0.0) as u32).min(LONGEST_MONTHS);
    with_horizon(scenario, answer_horizon(scenario).max(age))
}

/// The scenario with a horizon that holds the answers.
pub(super) fn with_answer_horizon(scenario: &Scenario) -> Scenario {
    with_horizon(scenario, answer_horizon(scenario))
}

/// Months after which a truce that began by the last answer has become a frozen conflict, or has not.
fn answer_horizon(scenario: &Scenario) -> u32 {
    let quiet = scenario.war(&scenario.central_values()).truce.frozen_after;
    (ANSWER_MONTHS as f64 + quiet.ceil()).min(f64::from(LONGEST_MONTHS)) as u32
}

fn with_horizon(scenario: &Scenario, months: u32) -> Scenario {
    let mut moved = scenario.clone();
    moved.horizon_months = months;
    moved
}
