//! Progress for a file: a line for each tenth of work that takes long.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner says nothing: nobody waits for it at a log.
const SHORT: Duration = Duration::from_secs(120);
/// Lines in all.
const TENTHS: usize = 10;

/// The tenths told so far.
pub struct ProgressLines {
    began: Instant,
    told: AtomicUsize,
}

impl ProgressLines {
    /// None told yet.
    #[allow(clippy::disallowed_methods, reason = "it decides on what is shown of the progress, and on no result")]
    pub fn new() -> Self {
        Self { began: Instant::now(), told: AtomicUsize::new(0) }
    }

    /// The line for so much of the work done; none where its tenth has been told, or where the work has only begun.
    pub fn next_line(&self, done: usize, of: usize, message: &str) -> Option<String> {
        let tenth = TENTHS * done.min(of) / of.max(1);
        if self.began.elapsed() < SHORT { None } else { self.line_of(tenth, done, message) }
    }

    /// Where one piece of work follows another its tenths begin again.
    fn line_of(&self, tenth: usize, done: usize, message: &str) -> Option<String> {
        if done <= 1 {
            self.told.store(0, Ordering::Relaxed);
        }
        let before = self.told.fetch_max(tenth, Ordering::Relaxed);
        (tenth > before).then(|| format!("{} %: {message}", 100 * tenth / TENTHS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tenth_is_told_once_and_again_for_the_next_work() {
        let lines = ProgressLines::new();
        let told = [(0, 0), (2, 25), (2, 26), (4, 40), (3, 35), (0, 1), (1, 10)];
        let told = told.map(|(tenth, done)| lines.line_of(tenth, done, "boxes"));
        let line = |text: &str| Some(text.to_owned());
        assert_eq!(told, [None, line("20 %: boxes"), None, line("40 %: boxes"), None, None, line("10 %: boxes")]);
    }

    #[test]
    fn short_work_says_nothing() {
        assert_eq!(ProgressLines::new().next_line(50, 100, "boxes"), None);
    }
}
