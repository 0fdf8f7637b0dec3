//! Progress of long work, its cancellation, and its division among shards.

use crate::ensemble::division::phase::Phase;
use crate::ensemble::division::{Division, map_units};
use crate::error::LabError;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Progress of a piece of work, as progress bars show it.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Progress)]
pub struct ProgressStep {
    /// Name of the work.
    pub what: String,
    /// Units done.
    pub done: usize,
    /// Units in all.
    pub of: usize,
}

/// Listener to the progress of a piece of work, with the flag that cancels it.
///
/// Work looks at the flag before each draw and never within one, so that every draw in a result is whole.
///
/// ```
/// use standoff_lab::progress::ProgressMonitor;
/// use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
/// let (cancelled, heard) = (AtomicBool::new(false), AtomicUsize::new(0));
/// let listener = |step: &standoff_lab::progress::ProgressStep| heard.store(step.done, Ordering::Relaxed);
/// let monitor = ProgressMonitor::new(&cancelled, &listener);
/// monitor.report("futures", 3, 8);
/// cancelled.store(true, Ordering::Relaxed);
/// assert!(monitor.is_cancelled() && heard.load(Ordering::Relaxed) == 3);
/// ```
#[derive(Clone, Copy)]
pub struct ProgressMonitor<'a> {
    /// Flag that cancels the work; once it is set, no new draw is begun.
    pub cancelled: &'a AtomicBool,
    /// Listener that is called after every draw, from any thread.
    pub listener: &'a (dyn Fn(&ProgressStep) + Sync),
    /// How the work is divided among shards; none where all of it is done here.
    pub division: Option<&'a Division>,
}

impl<'a> ProgressMonitor<'a> {
    /// A monitor of work that is all done here.
    pub fn new(cancelled: &'a AtomicBool, listener: &'a (dyn Fn(&ProgressStep) + Sync)) -> Self {
        Self { cancelled, listener, division: None }
    }

    /// Does the units of a phase as [`map_units`] does, in parallel and in order, and reports each. None is begun any more once the
    /// work is cancelled.
    ///
    /// # Errors
    ///
    /// As [`map_units`].
    pub fn map_units<T: Serialize + DeserializeOwned + Send>(
        &self,
        phase: &Phase<'_>,
        count: usize,
        fits: impl Fn(usize, &T) -> bool,
        work: impl Fn(usize) -> Option<T> + Sync,
    ) -> Result<Vec<Option<T>>, LabError> {
        let done = AtomicUsize::new(0);
        let mine = self.division.map_or(count, |division| division.units_made_here(phase.words, count));
        map_units(self.division, phase, count, fits, |unit| {
            if self.is_cancelled() {
                return None;
            }
            let made = work(unit)?;
            self.report(phase.words, done.fetch_add(1, Ordering::Relaxed) + 1, mine);
            Some(made)
        })
    }

    /// True if the work has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        // Relaxed: the flag carries no data, and one draw more or less after it is set makes no difference.
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Tells the listener how many units are done of how many.
    pub fn report(&self, what: &str, done: usize, of: usize) {
        (self.listener)(&ProgressStep { what: what.to_owned(), done, of });
    }
}
