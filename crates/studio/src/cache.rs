//! A cache of the latest answers, so that the downloads and the sections of a forecast do not compute it again.

use crate::answer::Answer;
use std::sync::{Arc, Mutex, PoisonError};

/// Futures of all cached answers together: about a hundred megabytes.
const CACHED_RUNS: usize = 60_000;

/// The latest answers, the most recently used last. It holds at most [`CACHED_RUNS`] futures, and always the last answer,
/// however large, because its downloads are asked for next.
#[derive(Debug, Default)]
pub struct AnswerCache(Mutex<Vec<(String, Arc<Answer>)>>);

impl AnswerCache {
    /// The answer to a question, if it is in the cache.
    pub fn get(&self, question: &str) -> Option<Arc<Answer>> {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = cached.iter().position(|(known, _)| known == question)?;
        let found = cached.remove(place);
        let answer = Arc::clone(&found.1);
        cached.push(found);
        Some(answer)
    }

    /// Adds an answer, and drops the ones that were not used for longest.
    pub fn insert(&self, question: String, answer: &Arc<Answer>) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.retain(|(known, _)| *known != question);
        cached.push((question, Arc::clone(answer)));
        let runs = |cached: &[(String, Arc<Answer>)]| cached.iter().map(|(_, one)| one.request.runs).sum::<usize>();
        while cached.len() > 1 && runs(&cached) > CACHED_RUNS {
            cached.remove(0);
        }
    }
}
