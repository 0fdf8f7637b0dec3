//! Where answers are worked out: so many at a time, each given up as soon as nobody waits for it, the last ones kept.
//!
//! Guarantees:
//! 1. No more than [`SKETCHES`] first glances and [`WORKS`] whole answers are worked out at once, also where their clients
//!    have gone; others wait their turn, and more than [`WAITING`] are turned away.
//! 2. Work whose client has gone stops at its next draw.
//! 3. Each has threads of its own, among which the system shares the cores: a first glance never waits for a whole answer.
//! 4. The latest answers are kept, with at most [`KEPT_RUNS`] futures in all, and always the last one.

use crate::answer::Answer;
use crate::failure::Failure;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use rayon::ThreadPoolBuilder;
use serde::Serialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{self, error::TrySendError};

/// First glances worked out at once.
const SKETCHES: usize = 2;
/// Whole answers worked out at once: each uses all cores.
const WORKS: usize = 2;
/// Requests that may wait.
const WAITING: usize = 256;
/// Futures of the answers that are kept: a hundred megabytes or so.
const KEPT_RUNS: usize = 60_000;
/// Messages that a slow client may fall behind.
const BEHIND: usize = 16;

/// How much work something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// A moment.
    Sketch,
    /// Seconds.
    Whole,
}

/// The desk.
#[derive(Debug)]
pub struct Desk {
    sketches: Arc<Semaphore>,
    works: Arc<Semaphore>,
    waiting: AtomicUsize,
    kept: Mutex<Vec<(String, Arc<Answer>)>>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            sketches: Arc::new(Semaphore::new(SKETCHES)),
            works: Arc::new(Semaphore::new(WORKS)),
            waiting: AtomicUsize::new(0),
            kept: Mutex::default(),
        }
    }
}

/// One who waits, while there is one.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Desk {
    /// Works something out when its turn comes.
    ///
    /// # Errors
    ///
    /// 503 where too many wait, 500 where the work failed altogether.
    pub async fn work<T: Send + 'static>(
        &self,
        weight: Weight,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let places = if weight == Weight::Sketch { &self.sketches } else { &self.works };
        let busy =
            || Failure::with(StatusCode::SERVICE_UNAVAILABLE, "too many questions at once: ask again in a moment");
        let waits = Waits(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            return Err(busy());
        }
        let place = Arc::clone(places).acquire_owned().await.map_err(|_| busy())?;
        drop(waits);
        let threads = ThreadPoolBuilder::new().build().map_err(|_| busy())?;
        let done = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, not when nobody waits for it any more.
            let _place = place;
            threads.install(work)
        });
        done.await.map_err(|_| Failure::with(StatusCode::INTERNAL_SERVER_ERROR, "the program failed at this question"))
    }

    /// An answer that was given before.
    pub fn kept(&self, question: &str) -> Option<Arc<Answer>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == question)?;
        let found = kept.remove(place);
        let answer = Arc::clone(&found.1);
        kept.push(found);
        Some(answer)
    }

    /// Keeps an answer.
    pub fn keep(&self, question: String, answer: &Arc<Answer>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != question);
        kept.push((question, Arc::clone(answer)));
        let runs = |kept: &[(String, Arc<Answer>)]| kept.iter().map(|(_, one)| one.request.runs).sum::<usize>();
        while kept.len() > 1 && runs(&kept) > KEPT_RUNS {
            kept.remove(0);
        }
    }
}

/// Tells a client what is found as it is found.
#[derive(Debug, Clone)]
pub struct Teller {
    sender: mpsc::Sender<Event>,
    stop: Arc<AtomicBool>,
}

impl Teller {
    /// Sends a message; where nobody listens any more, the work is told to stop.
    pub async fn say(&self, name: &str, what: &impl Serialize) {
        if self.sender.send(event(name, what)).await.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// The same from work that is no task.
    pub fn say_from_work(&self, name: &str, what: &impl Serialize) {
        if self.sender.blocking_send(event(name, what)).is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Says how far work is; a client that falls behind is told less often.
    pub fn progress(&self, step: &impl Serialize) {
        if let Err(TrySendError::Closed(_)) = self.sender.try_send(event("progress", step)) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Once set, nobody waits for the answer any more.
    pub fn stop(&self) -> &Arc<AtomicBool> {
        &self.stop
    }
}

fn event(name: &str, what: &impl Serialize) -> Event {
    // What is sent are plain structures of ours, and JSON holds no line break outside a text.
    Event::default().event(name).data(serde_json::to_string(what).unwrap_or_default())
}

/// What is told, until all is told or the client has gone.
pub struct Told {
    receiver: mpsc::Receiver<Event>,
    stop: Arc<AtomicBool>,
    task: tokio::task::AbortHandle,
}

impl Stream for Told {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.receiver.poll_recv(context).map(|event| event.map(Ok))
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.task.abort();
    }
}

/// Answers a request with what `work` tells; a failure is told last.
pub fn telling<F: Future<Output = Result<(), Failure>> + Send + 'static>(
    work: impl FnOnce(Teller) -> F,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (sender, receiver) = mpsc::channel(BEHIND);
    let teller = Teller { sender, stop: Arc::default() };
    let (stop, last, work) = (Arc::clone(&teller.stop), teller.clone(), work(teller));
    let task = tokio::spawn(async move {
        if let Err(failure) = work.await {
            last.say("failed", &failure).await;
        }
    });
    Sse::new(Told { receiver, stop, task: task.abort_handle() }).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_panics_is_a_failure_and_gives_its_place_back() {
        let desk = Desk::default();
        for _ in 0..2 * SKETCHES {
            let failed = desk.work(Weight::Sketch, || panic!("on purpose")).await;
            assert!(matches!(failed, Err(Failure { status: 500, .. })), "{failed:?}");
        }
        assert_eq!(desk.work(Weight::Sketch, || 1).await, Ok(1));
        assert_eq!(desk.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_keeps_its_place_until_it_is_done() {
        let desk = Arc::new(Desk::default());
        let (go_on, wait) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let own = Arc::clone(&desk);
        let task = tokio::spawn(async move {
            let work = move || begun.send(()).is_ok() && wait.recv().is_ok();
            own.work(Weight::Whole, work).await
        });
        begins.await.unwrap();
        task.abort();
        assert!(task.await.is_err());
        assert_eq!(desk.works.available_permits(), WORKS - 1);
        go_on.send(()).unwrap();
        drop(desk.works.acquire_many(WORKS as u32).await.unwrap());
    }

    #[tokio::test]
    async fn too_many_are_turned_away() {
        let desk = Desk::default();
        desk.waiting.store(WAITING, Ordering::Relaxed);
        assert!(matches!(desk.work(Weight::Whole, || 1).await, Err(Failure { status: 503, .. })));
    }
}
