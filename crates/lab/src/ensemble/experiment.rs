//! The same draws played in many ways: the door through which counterfactuals, attributions and searches ask for
//! futures.

use crate::ensemble::design::Design;
use crate::ensemble::solved_draw::SolvedDraw;
use crate::error::{DrawError, LabError};
use crate::outcome::named::Outcome;
use crate::progress::ProgressMonitor;
use rayon::prelude::*;
use standoff_num::sums::mean;
use standoff_scenario::Values;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of some draws.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayedDraws<T> {
    /// Results in order of the draw.
    pub draws: Vec<(usize, T)>,
    /// Draws that could not be played.
    pub failed_draws: usize,
    /// Draws that were not begun.
    pub draws_not_begun: usize,
}

impl<T> PlayedDraws<T> {
    /// The same draws with something else of each.
    pub fn map<U>(self, other: impl Fn(T) -> U) -> PlayedDraws<U> {
        let draws = self.draws.into_iter().map(|(draw, result)| (draw, other(result))).collect();
        PlayedDraws { draws, failed_draws: self.failed_draws, draws_not_begun: self.draws_not_begun }
    }
}

/// Plays every draw of a design in parallel. `work` gets a draw that is ready; its results come back in order.
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
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        monitor.report(what, done, design.draws);
        Some((draw, result))
    };
    let results: Vec<Option<(usize, Result<T, DrawError>)>> =
        (0..design.draws).into_par_iter().with_max_len(1).map(one).collect();
    gather_draws(results)
}

/// Gathers the results of draws in order; a draw that was not begun is none.
///
/// # Errors
///
/// As [`play`].
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

/// Plays the same paths at many sets of values; the means of the outcomes, `[set][outcome]`.
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
    let done = AtomicUsize::new(0);
    let one = |set: usize| -> Result<Vec<f64>, LabError> {
        if monitor.is_cancelled() {
            return Err(LabError::NothingDone);
        }
        let solved = SolvedDraw::new(design, 0, values(set))?;
        let runs = solved.simulate_paths(&[], 0..design.paths)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        monitor.report(what, done, sets);
        let average = |outcome: &Outcome| {
            mean(&runs.iter().map(|run| outcome.read_from(&war, &solved.values, run)).collect::<Vec<f64>>())
        };
        Ok(outcomes.iter().map(average).collect())
    };
    // Gathered before the first fault is picked, so that it is the first in order whatever the threads do.
    let rows: Vec<Result<Vec<f64>, LabError>> = (0..sets).into_par_iter().with_max_len(1).map(one).collect();
    rows.into_iter().collect()
}
