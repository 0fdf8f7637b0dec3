//! Experiments: every draw of a design solved once and simulated in as many variants as an analysis asks for.
//!
//! Comparisons, attributions and searches get their futures here, so that all of them report progress, cancel and count failed
//! draws in the same way.

use crate::ensemble::design::Design;
use crate::ensemble::division::phase::Phase;
use crate::ensemble::solved_draw::SolvedDraw;
use crate::error::{DrawError, LabError};
use crate::outcome::named::Outcome;
use crate::progress::ProgressMonitor;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use standoff_num::sums::mean;
use standoff_scenario::Values;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Results of the draws of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayedDraws<T> {
    /// Results in order of the draw.
    pub draws: Vec<(usize, T)>,
    /// Draws that could not be simulated.
    pub failed_draws: usize,
    /// Draws that were not begun because the work was cancelled.
    pub draws_not_begun: usize,
}

impl<T> PlayedDraws<T> {
    /// Replaces the result of each draw by something made from it.
    pub fn map<U>(self, other: impl Fn(T) -> U) -> PlayedDraws<U> {
        let draws = self.draws.into_iter().map(|(draw, result)| (draw, other(result))).collect();
        PlayedDraws { draws, failed_draws: self.failed_draws, draws_not_begun: self.draws_not_begun }
    }
}

/// Solves every draw of a design in parallel and passes it to `work`; the results come back in the order of the draws.
///
/// ```
/// use standoff_lab::ensemble::{design::Design, experiment::play_draws};
/// use standoff_lab::progress::ProgressMonitor;
/// use std::sync::atomic::AtomicBool;
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let design = Design {
///     draws: 2,
///     paths: 8,
///     seed: 1,
///     ..Design::new(&scenario)
/// };
/// let stop = AtomicBool::new(false);
/// let monitor = ProgressMonitor::new(&stop, &|_| ());
/// let played = play_draws(&design, "rounds", monitor, |draw| {
///     Ok(draw.simulate_paths(&[], 0..8)?.iter().map(|run| run.talks.rounds).sum::<u32>())
/// });
/// assert_eq!(played.unwrap().draws.len(), 2);
/// ```
///
/// # Errors
///
/// [`LabError::AllFailed`] where no draw can be played, [`LabError::NothingDone`] where it was stopped before any was.
pub fn play_draws<T: Send>(
    design: &Design<'_>,
    what: &str,
    monitor: ProgressMonitor<'_>,
    work: impl Fn(&SolvedDraw<'_>) -> Result<T, DrawError> + Sync,
) -> Result<PlayedDraws<T>, LabError> {
    let values = design.draw_values();
    let done = AtomicUsize::new(0);
    let one = |draw: usize| {
        if monitor.is_cancelled() {
            return None;
        }
        let result = SolvedDraw::new(design, draw, values(draw)).and_then(|solved| work(&solved));
        monitor.report(what, done.fetch_add(1, Ordering::Relaxed) + 1, design.draws);
        Some((draw, result))
    };
    gather_draws((0..design.draws).into_par_iter().with_max_len(1).map(one).collect())
}

/// Does the same as [`play_draws`] with work that may be divided among shards, as the monitor says. `fits` tells whether the result
/// of a draw that was kept has the form of one.
///
/// # Errors
///
/// As [`play_draws`]; where the work is divided, those of [`map_units`](crate::ensemble::division::map_units).
pub fn play_divided_draws<T: Serialize + DeserializeOwned + Send>(
    design: &Design<'_>,
    phase: &Phase<'_>,
    monitor: ProgressMonitor<'_>,
    fits: impl Fn(&T) -> bool,
    work: impl Fn(&SolvedDraw<'_>) -> Result<T, DrawError> + Sync,
) -> Result<PlayedDraws<T>, LabError> {
    let values = design.draw_values();
    let one = |draw: usize| Some(SolvedDraw::new(design, draw, values(draw)).and_then(|solved| work(&solved)));
    let fits = |_, result: &Result<T, DrawError>| result.as_ref().map_or(true, &fits);
    let results = monitor.map_units(phase, design.draws, fits, one)?;
    gather_draws(results.into_iter().enumerate().map(|(draw, result)| Some((draw, result?))).collect())
}

/// Gathers the results of draws in order; `None` stands for a draw that was not begun.
///
/// # Errors
///
/// As [`play_draws`].
pub fn gather_draws<T>(results: Vec<Option<(usize, Result<T, DrawError>)>>) -> Result<PlayedDraws<T>, LabError> {
    let (all, mut first) = (results.len(), None);
    let mut played = PlayedDraws { draws: Vec::new(), failed_draws: 0, draws_not_begun: 0 };
    for (draw, result) in results.into_iter().flatten() {
        match result {
            Ok(result) => played.draws.push((draw, result)),
            Err(reason) => {
                played.failed_draws += 1;
                first.get_or_insert(reason);
            }
        }
    }
    played.draws_not_begun = all - played.draws.len() - played.failed_draws;
    match (played.draws.is_empty(), first) {
        (true, Some(reason)) => Err(reason.into()),
        (true, None) => Err(LabError::NothingDone),
        _ => Ok(played),
    }
}

/// Simulates the same paths at many sets of parameter values and returns the means of the outcomes, `[set][outcome]`.
///
/// # Errors
///
/// [`LabError::NothingDone`] where it was stopped, [`LabError::AllFailed`] with the reason of the first set that cannot
/// be played: a design with holes has no estimate.
pub fn evaluate_value_sets(
    design: &Design<'_>,
    what: &str,
    sets: usize,
    values: &(dyn Fn(usize) -> Values + Sync),
    outcomes: &[Outcome],
    monitor: ProgressMonitor<'_>,
) -> Result<Vec<Vec<f64>>, LabError> {
    let war = design.scenario.war(&design.scenario.central_values());
    let one = |set: usize| -> Result<Vec<f64>, DrawError> {
        let solved = SolvedDraw::new(design, 0, values(set))?;
        let runs = solved.simulate_paths(&[], 0..design.paths)?;
        let average = |outcome: &Outcome| {
            mean(&runs.iter().map(|run| outcome.read_from(&war, &solved.values, run)).collect::<Vec<f64>>())
        };
        Ok(outcomes.iter().map(average).collect())
    };
    // All rows are collected before the first error is picked, so that the error does not depend on which thread was first.
    // Which sets they are may depend on what earlier phases have found.
    let given: Vec<Vec<u64>> =
        (0..sets).map(|set| values(set).as_slice().iter().map(|value| value.to_bits()).collect()).collect();
    let fits = |_, row: &Result<Vec<f64>, DrawError>| row.as_ref().map_or(true, |row| row.len() == outcomes.len());
    let rows = monitor.map_units(&Phase::of_inputs(what, &given), sets, fits, |set| Some(one(set)))?;
    rows.into_iter().map(|row| row.map_or(Err(LabError::NothingDone), |row| row.map_err(LabError::from))).collect()
}
