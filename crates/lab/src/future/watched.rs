//! Events that a future is watched for, because what it leaves behind anyhow does not answer a question about them.

use serde::{Deserialize, Serialize};
use standoff_scenario::{Question, QuestionEvent};

/// An event that a future is watched for, up to a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Watched {
    /// The event.
    pub event: QuestionEvent,
    /// Months from the start to the last day that counts.
    pub months: f64,
}

impl Watched {
    /// The events of some questions that a future must be watched for, each once.
    pub fn of_questions(questions: &[Question]) -> Vec<Self> {
        let mut watched: Vec<Self> = Vec::new();
        for question in questions.iter().filter(|question| question.resolvable && question.event.is_watched()) {
            let one = Self { event: question.event, months: question.months };
            if !watched.contains(&one) {
                watched.push(one);
            }
        }
        watched
    }
}

/// A watched event, and whether it has happened by its last day: up to then, by now.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WatchRecord {
    /// The event.
    pub watched: Watched,
    /// Whether it has happened.
    pub happened: bool,
}
