//! The same draws played in many ways: the door through which counterfactuals, attributions and searches ask for
//! futures.

use crate::ensemble::Design;
use crate::forecast::LabError;
use crate::outcome::Outcome;
use crate::prepared::Prepared;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use standoff_num::sums::{mean, variance};
use standoff_scenario::Values;
use standoff_stats::student::half_width;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Level of every interval for the error of finitely many futures.
pub const LEVEL: f64 = 0.95;

/// How far a piece of work has come; the program's progress bar listens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What is being done.
    pub what: String,
    /// Units done.
    pub done: usize,
    /// Units in all.
    pub of: usize,
}

/// Who listens to the progress, and who may ask to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Once set, no new draw is begun.
    pub stop: &'a AtomicBool,
    /// Hears after every draw.
    pub progress: &'a (dyn Fn(&Step) + Sync),
}

impl Watch<'_> {
    /// Whether to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

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
    work: impl Fn(&Prepared<'_>) -> Result<T, String> + Sync,
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
    let results: Vec<Option<(usize, Result<T, String>)>> =
        (0..design.draws).into_par_iter().with_max_len(1).map(one).collect();
    gather(results)
}

pub(crate) fn gather<T>(results: Vec<Option<(usize, Result<T, String>)>>) -> Result<Played<T>, LabError> {
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
        (true, Some(reason)) => Err(LabError::AllFailed(reason)),
        (true, None) => Err(LabError::NothingDone),
        _ => Ok(played),
    }
}

/// A mean over draws with the interval that its Monte Carlo error leaves: draws are the clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub value: f64,
    /// Lower end of the 95 % interval; null where one draw alone tells nothing of the error.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Estimate {
    /// From one number for each draw.
    pub fn of(numbers: &[f64]) -> Self {
        let value = mean(numbers);
        let half = half_width(numbers.len() as f64 - 1.0, LEVEL) * (variance(numbers) / numbers.len() as f64).sqrt();
        let known = half.is_finite();
        Self { value, low: known.then_some(value - half), high: known.then_some(value + half) }
    }

    /// A number that is known.
    pub fn exact(value: f64) -> Self {
        Self { value, low: Some(value), high: Some(value) }
    }

    /// Whether the interval leaves zero out.
    pub fn clear(&self) -> bool {
        self.low.is_some_and(|low| low > 0.0) || self.high.is_some_and(|high| high < 0.0)
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
        let prepared = Prepared::new(design, 0, values(set)).map_err(LabError::AllFailed)?;
        let runs = prepared.futures(&[], 0..design.paths).map_err(LabError::AllFailed)?;
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
