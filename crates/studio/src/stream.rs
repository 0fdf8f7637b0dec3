//! Answers as streams of server-sent events: what is found is sent as soon as it is found.

use crate::failure::Failure;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use serde::Serialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::sync::mpsc::{self, error::TrySendError};

/// Events that a slow client may fall behind by before the job waits for it.
const BUFFERED_EVENTS: usize = 16;

/// The sending end of a stream. Once its client has gone, the stop flag is set.
#[derive(Debug, Clone)]
pub struct EventSender {
    sender: mpsc::Sender<Event>,
    stop: Arc<AtomicBool>,
}

impl EventSender {
    /// Sends an event from a task.
    pub async fn send(&self, name: &str, data: &impl Serialize) {
        if self.sender.send(to_event(name, data)).await.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Sends an event from a job, which may block.
    pub fn send_blocking(&self, name: &str, data: &impl Serialize) {
        if self.sender.blocking_send(to_event(name, data)).is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Sends how far a job has come; skipped while the client is behind, as the next one says more.
    pub fn send_progress(&self, step: &impl Serialize) {
        if let Err(TrySendError::Closed(_)) = self.sender.try_send(to_event("progress", step)) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    /// The flag that is set once the client has gone.
    pub fn stop(&self) -> &Arc<AtomicBool> {
        &self.stop
    }
}

fn to_event(name: &str, data: &impl Serialize) -> Event {
    // The data are plain structures of this workspace, which always serialize, and JSON holds no line break outside a text.
    Event::default().event(name).data(serde_json::to_string(data).unwrap_or_default())
}

/// The receiving end of a stream, which ends when everything is sent. Dropping it stops the job.
struct EventStream {
    receiver: mpsc::Receiver<Event>,
    stop: Arc<AtomicBool>,
    task: tokio::task::AbortHandle,
}

impl Stream for EventStream {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.receiver.poll_recv(context).map(|event| event.map(Ok))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.task.abort();
    }
}

/// Answers a request with the events that `work` sends; a failure is sent as the last event, `failed`.
pub fn stream_events<F: Future<Output = Result<(), Failure>> + Send + 'static>(
    work: impl FnOnce(EventSender) -> F,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (sender, receiver) = mpsc::channel(BUFFERED_EVENTS);
    let sender = EventSender { sender, stop: Arc::default() };
    let (stop, last, work) = (Arc::clone(&sender.stop), sender.clone(), work(sender));
    let task = tokio::spawn(async move {
        if let Err(failure) = work.await {
            last.send("failed", &failure).await;
        }
    });
    Sse::new(EventStream { receiver, stop, task: task.abort_handle() }).keep_alive(KeepAlive::default())
}
