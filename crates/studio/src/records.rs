//! Records that answers start from: each is taken once for all questions that share it.
//!
//! Taking a record costs as much as a forecast, and the questions of a reader differ in what is set by hand, which levers are
//! pulled and what is asked. A question that needs a record which is being taken waits for it instead of taking it again.

use crate::failure::Failure;
use standoff_assimilation::RecordStart;
use standoff_lab::error::LabError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::Duration;

/// Records kept: those of the worlds between which a reader goes to and fro. One of the usual size takes a few megabytes.
const KEPT: usize = 8;
/// Interval at which a question that waits for a record looks whether it is there, or whether its client has gone.
const WAIT: Duration = Duration::from_millis(20);

/// One record: none while it is being taken, or where taking it failed.
type Slot = Mutex<Option<RecordStart>>;

/// The records taken last, the most recently used last.
#[derive(Debug, Default)]
pub struct Records(Mutex<Vec<(String, Arc<Slot>)>>);

impl Records {
    /// The record of a question, if it has been taken.
    pub fn get(&self, question: &str) -> Option<RecordStart> {
        let slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, slot) = slots.iter().find(|(known, _)| known == question)?;
        slot.try_lock().ok()?.clone()
    }

    /// The record of a question: the one that is kept, or the one that `take` makes.
    ///
    /// # Errors
    ///
    /// Those of `take`; [`LabError::NothingDone`] once `stop` is set.
    pub fn get_or_take(
        &self,
        question: &str,
        stop: &AtomicBool,
        take: impl FnOnce() -> Result<RecordStart, Failure>,
    ) -> Result<RecordStart, Failure> {
        let slot = self.slot_of(question);
        loop {
            let mut taken = match slot.try_lock() {
                Ok(taken) => taken,
                // Another thread panicked while it took the record: the slot is empty, and this question takes it.
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) if stop.load(Ordering::Relaxed) => {
                    return Err(LabError::NothingDone.into());
                }
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(WAIT);
                    continue;
                }
            };
            if let Some(known) = &*taken {
                return Ok(known.clone());
            }
            let made = take()?;
            *taken = Some(made.clone());
            return Ok(made);
        }
    }

    fn slot_of(&self, question: &str) -> Arc<Slot> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = slots.iter().position(|(known, _)| known == question);
        let found = known.map_or_else(|| (question.to_owned(), Arc::default()), |place| slots.remove(place));
        let slot = Arc::clone(&found.1);
        slots.push(found);
        let surplus = slots.len().saturating_sub(KEPT);
        slots.drain(..surplus);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::ensemble::posterior::Posterior;
    use standoff_scenario::builtin;
    use std::sync::atomic::AtomicUsize;

    fn empty_start() -> RecordStart {
        let posterior =
            Arc::new(Posterior { draws: Vec::new(), record: Default::default(), series: Default::default() });
        RecordStart { scenario: builtin::load("two-sided").unwrap(), posterior }
    }

    #[test]
    fn a_record_is_taken_once_for_all_who_ask() {
        let (records, taken, stop) = (Records::default(), AtomicUsize::new(0), AtomicBool::new(false));
        let take = || {
            taken.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(3 * WAIT);
            Ok(empty_start())
        };
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| records.get_or_take("one", &stop, take).unwrap());
            }
        });
        assert_eq!(taken.load(Ordering::Relaxed), 1);
        assert!(records.get("one").is_some() && records.get("other").is_none());
    }

    #[test]
    fn a_failure_is_not_kept_and_the_oldest_record_goes() {
        let (records, stop) = (Records::default(), AtomicBool::new(false));
        let failed = records.get_or_take("0", &stop, || Err(LabError::NothingDone.into()));
        assert!(failed.is_err() && records.get("0").is_none());
        for question in 0..=KEPT {
            records.get_or_take(&question.to_string(), &stop, || Ok(empty_start())).unwrap();
        }
        assert!(records.get("0").is_none() && records.get("1").is_some());
    }
}
