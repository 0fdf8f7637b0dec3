//! The client of a forecast: it either gets every part of the answer as it is found, or the complete answer only.

use crate::answer::{Answer, PartialAnswer};
use crate::change::Change;
use crate::stream::EventSender;
use standoff_breakdown::progressive::ProgressiveForecast;
use standoff_lab::progress::ProgressStep;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A client that waits for an answer.
#[derive(Debug, Clone)]
pub struct Listener {
    /// Flag that is set once the client has gone.
    pub stop: Arc<AtomicBool>,
    sender: Option<EventSender>,
}

impl Listener {
    /// A client that gets every part.
    pub fn streaming(sender: &EventSender) -> Self {
        Self { stop: Arc::clone(sender.stop()), sender: Some(sender.clone()) }
    }

    /// A client that gets the complete answer only.
    pub fn silent(stop: &Arc<AtomicBool>) -> Self {
        Self { stop: Arc::clone(stop), sender: None }
    }

    /// Whether it gets every part.
    pub fn is_streaming(&self) -> bool {
        self.sender.is_some()
    }

    /// Whether it has gone.
    pub fn has_gone(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Sends an answer as an event called `name`.
    pub fn send_answer(&self, name: &str, answer: &Answer, change: Option<Change>) {
        if let Some(sender) = &self.sender {
            sender.send_blocking(name, &answer.to_whole(change));
        }
    }

    /// Sends the answer so far.
    pub fn send_partial(&self, glance: ProgressiveForecast, first_look: bool, change: Option<Change>) {
        if let Some(sender) = &self.sender {
            sender.send_blocking("glance", &PartialAnswer::new(glance, first_look, change));
        }
    }

    /// Sends how far the job has come.
    pub fn send_progress(&self, step: &ProgressStep) {
        if let Some(sender) = &self.sender {
            sender.send_progress(step);
        }
    }
}
