//! How far a piece of work has come, and whether it is to stop.

use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};

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
