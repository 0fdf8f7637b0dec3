//! The same draws played in many ways: the door through which counterfactuals, attributions and searches ask for
//! futures.

use crate::ensemble::design::Design;
use crate::ensemble::solved_draw::Prepared;
use crate::error::{DrawError, LabError};
use crate::outcome::named::Outcome;
use crate::progress::{Step, Watch};
use rayon::prelude::*;
use standoff_num::sums::mean;
use standoff_scenario::Values;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of some draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Played<T> {
    /// Results in order of the draw.
    pub draws: Vec<(usize, T)>,
    /// Draws that could not be played.
    pub failed: usize,
    /// Draws that were not begun.
    pub left: usize,
}

impl<T> Played<T> {
    /// The same draws with something else of each.
    pub fn map<U>(self, other: impl Fn(T) -> U) -> Played<U> {
        let draws = self.draws.into_iter().map(|(draw, result)| (draw, other(result))).collect();
        Played { draws, failed: self.failed, left: self.left }
    }
}

/// Plays every draw of a design in parallel. `work` gets a draw that is ready; its results come back in order.
///
/// # Errors
///
/// [`LabError::AllFailed`] where no draw can be played, [`LabError::NothingDone`] where it was stopped before any was.
pub fn play<T: Send>(
    design: &Design<'_>,
    what: &str,
    watch: Watch<'_>,
    work: impl Fn(&Prepared<'_>) -> Result<T, DrawError> + Sync,
) -> Result<Played<T>, LabError> {
    let values = design.values();
    let done = AtomicUsize::new(0);
    let one = |draw: usize| {
        if watch.stopped() {
            return None;
        }
        let result = Prepared::new(design, draw, values(draw)).and_then(|prepared| work(&prepared));
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(&Step { what: what.to_owned(), done, of: design.draws });
        Some((draw, result))
    };
    let results: Vec<Option<(usize, Result<T, DrawError>)>> =
        (0..design.draws).into_par_iter().with_max_len(1).map(one).collect();
    gather(results)
}

/// Gathers the results of draws in order; a draw that was not begun is none.
///
/// # Errors
///
/// As [`play`].
pub fn gather<T>(results: Vec<Option<(usize, Result<T, DrawError>)>>) -> Result<Played<T>, LabError> {
    let (all, mut first) = (results.len(), None);
    let mut played = Played { draws: Vec::new(), failed: 0, left: 0 };
    for (draw, result) in results.into_iter().flatten() {
        match result {
            Ok(result) => played.draws.push((draw, result)),
            Err(reason) => {
                played.failed += 1;
                first.get_or_insert(reason);
            }
        }
    }
    played.left = all - played.draws.len() - played.failed;
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
pub fn evaluate(
    design: &Design<'_>,
    what: &str,
    sets: usize,
    values: &(dyn Fn(usize) -> Values + Sync),
    outcomes: &[Outcome],
    watch: Watch<'_>,
) -> Result<Vec<Vec<f64>>, LabError> {
    let war = design.scenario.war(&design.scenario.central_values());
    let done = AtomicUsize::new(0);
    let one = |set: usize| -> Result<Vec<f64>, LabError> {
        if watch.stopped() {
            return Err(LabError::NothingDone);
        }
        let prepared = Prepared::new(design, 0, values(set))?;
        let runs = prepared.futures(&[], 0..design.paths)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        (watch.progress)(&Step { what: what.to_owned(), done, of: sets });
        let average = |outcome: &Outcome| {
            mean(&runs.iter().map(|run| outcome.of(&war, &prepared.values, run)).collect::<Vec<f64>>())
        };
        Ok(outcomes.iter().map(average).collect())
    };
    // Gathered before the first fault is picked, so that it is the first in order whatever the threads do.
    let rows: Vec<Result<Vec<f64>, LabError>> = (0..sets).into_par_iter().with_max_len(1).map(one).collect();
    rows.into_iter().collect()
}
