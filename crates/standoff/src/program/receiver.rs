//! Who receives what the program prints: the streams of its process, or a caller within it.

use standoff::lab::future::decision_rule::DecisionRule;
use standoff::table::columns::Column;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A caller within the same process, for whom a call stands in for its streams. What it does not want it leaves out.
pub trait Receiver: Send + Sync {
    /// Data, as the program writes it to stdout.
    fn data(&self, text: &str);

    /// The page of an answer whose data are JSON: what a reader sees who does not ask for them.
    fn page(&self, _text: &str) {}

    /// A table that a forecast leaves: `runs`, one row per future, and `paths`, the trajectories of some of them. Those of the forecast
    /// without the record, which an update has beside it, are called `without.runs` and `without.paths`.
    fn table(&self, _name: &str, _columns: &[(String, Column)]) {}

    /// Whether it wants the pictures of a forecast.
    fn wants_pictures(&self) -> bool {
        false
    }

    /// A picture of a forecast, SVG that stands alone, with its title.
    fn picture(&self, _name: &str, _title: &str, _svg: &str) {}

    /// The rule by which the actors of a forecast decide in place of their solved game, if it has one. The other verbs know no rule.
    fn rule(&self) -> Option<Arc<dyn DecisionRule>> {
        None
    }

    /// A message to people, as the program writes it to stderr.
    fn message(&self, _text: &str) {}

    /// How much of a piece of work is done, with a word on the answer so far. Called from any thread.
    fn progress(&self, _done: usize, _of: usize, _words: &str) {}
}

/// The caller of the call under way.
static RECEIVER: Mutex<Option<Arc<dyn Receiver>>> = Mutex::new(None);

/// Held by a call under way: the flag that stops work is one for the whole process.
static CALLS: Mutex<()> = Mutex::new(());

/// A call under way; it ends when this is dropped.
pub struct Call {
    _alone: MutexGuard<'static, ()>,
}

/// Begins a call, once no other is under way.
pub fn begin_call(receiver: Arc<dyn Receiver>) -> Call {
    let alone = CALLS.lock().unwrap_or_else(PoisonError::into_inner);
    *RECEIVER.lock().unwrap_or_else(PoisonError::into_inner) = Some(receiver);
    Call { _alone: alone }
}

impl Drop for Call {
    fn drop(&mut self) {
        *RECEIVER.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The caller, where the program was called from within a process.
pub fn caller() -> Option<Arc<dyn Receiver>> {
    RECEIVER.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
