//! Jobs: the queue in which answers are computed, with the cache of those computed last.
//!
//! Guarantees:
//! 1. At most [`SHORT_JOBS`] short and [`LONG_JOBS`] long jobs run at once, including those whose clients have gone. Others wait
//!    their turn, and a request that finds [`LONGEST_QUEUE`] waiting is turned away.
//! 2. A job whose client has gone stops at its next draw.
//! 3. Each job has a thread pool of its own, among which the system shares the cores: a first look never waits for a whole answer.

use crate::cache::AnswerCache;
use crate::failure::Failure;
use crate::first_look::FirstLooks;
use crate::records::Records;
use axum::http::StatusCode;
use rayon::ThreadPoolBuilder;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// Short jobs that run at once.
const SHORT_JOBS: usize = 2;
/// Long jobs that run at once: each uses all cores, and with two a short question of a second reader still gets its turn.
const LONG_JOBS: usize = 2;
/// Requests that may wait.
const LONGEST_QUEUE: usize = 256;

/// The length of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobLength {
    /// A moment.
    Short,
    /// Seconds or minutes.
    Long,
}

/// Why a job has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobError {
    /// Too many requests are waiting, or the system has no more threads.
    Busy,
    /// The job panicked.
    Panicked,
}

impl fmt::Display for JobError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Busy => "too many questions at once: ask again in a moment",
            Self::Panicked => "the program failed at this question",
        })
    }
}

impl From<JobError> for Failure {
    fn from(error: JobError) -> Self {
        let status = match error {
            JobError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            JobError::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::with_status(status, error.to_string())
    }
}

/// The queue and the cache.
#[derive(Debug)]
pub struct Jobs {
    /// Latest answers.
    pub cache: AnswerCache,
    /// Latest records that answers start from.
    pub records: Arc<Records>,
    /// First looks.
    pub first_looks: Arc<FirstLooks>,
    short: Arc<Semaphore>,
    long: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Default for Jobs {
    fn default() -> Self {
        let records = Arc::<Records>::default();
        Self {
            cache: AnswerCache::default(),
            first_looks: Arc::new(FirstLooks::new(Arc::clone(&records))),
            records,
            short: Arc::new(Semaphore::new(SHORT_JOBS)),
            long: Arc::new(Semaphore::new(LONG_JOBS)),
            waiting: AtomicUsize::new(0),
        }
    }
}

/// Counts a waiting request; decrements on drop, also where the request is cancelled.
struct WaitingRequest<'a>(&'a AtomicUsize);

impl Drop for WaitingRequest<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Jobs {
    /// Runs a job when its turn comes.
    ///
    /// # Errors
    ///
    /// [`JobError`].
    pub async fn run<T: Send + 'static>(
        &self,
        length: JobLength,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JobError> {
        let places = if length == JobLength::Short { &self.short } else { &self.long };
        let waits = WaitingRequest(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= LONGEST_QUEUE {
            return Err(JobError::Busy);
        }
        let place = Arc::clone(places).acquire_owned().await.map_err(|_| JobError::Busy)?;
        drop(waits);
        let threads = ThreadPoolBuilder::new().build().map_err(|_| JobError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            // The place is released when the job ends, not when its client goes: the job still uses the cores until then.
            let _place = place;
            threads.install(job)
        });
        done.await.map_err(|_| JobError::Panicked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_is_a_failure_and_releases_its_place() {
        let jobs = Jobs::default();
        for _ in 0..2 * SHORT_JOBS {
            let failed = jobs.run(JobLength::Short, || panic!("on purpose")).await.map_err(Failure::from);
            assert!(matches!(failed, Err(Failure { status: 500, .. })), "{failed:?}");
        }
        assert_eq!(jobs.run(JobLength::Short, || 1).await, Ok(1));
        assert_eq!(jobs.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_job_whose_client_has_gone_keeps_its_place_until_it_ends() {
        let jobs = Arc::new(Jobs::default());
        let (go_on, wait) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let own = Arc::clone(&jobs);
        let task = tokio::spawn(async move {
            let job = move || begun.send(()).is_ok() && wait.recv().is_ok();
            own.run(JobLength::Long, job).await
        });
        begins.await.unwrap();
        task.abort();
        assert!(task.await.is_err());
        assert_eq!(jobs.long.available_permits(), LONG_JOBS - 1);
        go_on.send(()).unwrap();
        drop(jobs.long.acquire_many(LONG_JOBS as u32).await.unwrap());
    }

    #[tokio::test]
    async fn too_many_are_turned_away() {
        let jobs = Jobs::default();
        jobs.waiting.store(LONGEST_QUEUE, Ordering::Relaxed);
        let refused = jobs.run(JobLength::Long, || 1).await.map_err(Failure::from);
        assert!(matches!(refused, Err(Failure { status: 503, .. })));
    }
}
