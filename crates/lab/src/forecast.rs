//! The main job: from a scenario to findings.

use crate::ensemble::{Design, DrawRuns, Resolution};
use crate::findings::Findings;
use crate::measure::{Ensemble, measure};
use crate::posterior::Posterior;
use crate::prepared::Pull;
use standoff_scenario::{Diagnostics, Scenario};
use standoff_world::switches::Mechanisms;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// Futures simulated unless said otherwise.
pub const DEFAULT_RUNS: usize = 10_240;
/// Draws of the parameters unless said otherwise.
pub const DEFAULT_DRAWS: usize = 128;

/// A forecast to be made.
#[derive(Debug, Clone)]
pub struct Request {
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
    pub pulls: Vec<Pull>,
    /// How finely actors plan.
    pub resolution: Resolution,
    /// Command that reproduces the forecast.
    pub command: String,
    /// What evidence has made of the ensemble; none where the scenario speaks for itself.
    pub posterior: Option<Arc<Posterior>>,
    /// Shard `i` of `n`, counted from zero; all runs if none.
    pub shard: Option<(usize, usize)>,
}

/// How far a forecast has come, and what it says so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Runs made.
    pub done: usize,
    /// Runs to make.
    pub runs: usize,
    /// Chance that the line holds twelve months: lower end of the band, value, upper end.
    pub hold_12: [f64; 3],
}

/// Why a forecast could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// It was stopped before any run was made.
    #[error("stopped before the first future was finished")]
    NothingDone,
    /// Every run failed.
    #[error("every run failed; the first because {0}")]
    AllFailed(String),
    /// The shard or the counts do not fit.
    #[error("{0}")]
    Counts(String),
    /// An estimator refused its input.
    #[error("an estimate could not be made: {0}")]
    Estimate(String),
    /// A file could not be written or read.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// No state explains what was reported of a step.
    #[error("no state of the ensemble can explain what was reported of the step that ends on {date}:\n  {}", .events.join("\n  "))]
    ImpossibleEvent {
        /// Last day of the step.
        date: String,
        /// Its readings, the least likely first, and its events.
        events: Vec<String>,
    },
    /// Something that was read is not what it must be.
    #[error("{0}")]
    Input(Diagnostics),
}

/// A forecast that was made.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// What was found.
    pub findings: Findings,
    /// The runs behind it.
    pub draws: Vec<DrawRuns>,
}

impl Request {
    /// The design of the ensemble.
    pub fn design(&self) -> Design<'_> {
        let draws = self.draws.clamp(1, self.runs.max(1));
        Design {
            scenario: &self.scenario,
            draws,
            paths: self.runs.max(1).div_ceil(draws),
            seed: self.seed,
            mechanisms: self.mechanisms,
            pulls: &self.pulls,
            resolution: self.resolution,
            posterior: self.posterior.as_deref(),
        }
    }

    /// The indices of the runs to make.
    ///
    /// # Errors
    ///
    /// [`LabError::Counts`] where the shard does not exist.
    pub fn range(&self) -> Result<std::ops::Range<usize>, LabError> {
        let runs = self.design().runs();
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

/// Makes a forecast. `progress` hears after every draw; once `stop` is set the forecast ends with the draws it has.
///
/// # Errors
///
/// [`LabError`] where nothing could be made or estimated.
pub fn forecast(
    request: &Request,
    stop: &AtomicBool,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Forecast, LabError> {
    let design = request.design();
    let range = request.range()?;
    let asked = range.len();
    let tally = Mutex::new(Tally::default());
    let draws = design.simulate(range, stop, &|runs| {
        // A poisoned lock means that another thread panicked in `progress`; the tally itself is sound.
        let mut tally = tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        tally.add(runs);
        progress(&tally.progress(asked));
    });
    let made: usize = draws.iter().map(|draw| draw.runs.len()).sum();
    if made == 0 {
        return Err(LabError::NothingDone);
    }
    let ensemble = Ensemble::new(&design, draws, made < asked)?;
    let findings = measure(request, &ensemble)?;
    Ok(Forecast { findings, draws: ensemble.draws })
}

/// What the progress display needs to know of the draws so far.
#[derive(Debug, Default)]
struct Tally {
    done: usize,
    held: Vec<f64>,
}

impl Tally {
    fn add(&mut self, draw: &DrawRuns) {
        let sound: Vec<_> = draw.runs.iter().filter(|run| run.failure.is_none()).collect();
        self.done += draw.runs.len();
        let held = sound.iter().filter(|run| run.first_break().is_none_or(|(_, when)| when > 12.0 + 1e-9)).count();
        if !sound.is_empty() {
            self.held.push(held as f64 / sound.len() as f64);
        }
    }

    fn progress(&self, runs: usize) -> Progress {
        let mut sorted = self.held.clone();
        sorted.sort_by(f64::total_cmp);
        let mean = standoff_num::sums::mean(&sorted);
        let spread = (standoff_num::sums::variance(&sorted) / sorted.len().max(1) as f64).sqrt();
        let spread = if spread.is_finite() && sorted.len() > 1 { spread } else { 0.5 };
        let hold_12 = [(mean - 1.645 * spread).max(0.0), mean, (mean + 1.645 * spread).min(1.0)];
        Progress { done: self.done, runs, hold_12 }
    }
}
