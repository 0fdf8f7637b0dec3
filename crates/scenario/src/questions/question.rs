//! A question of a scenario.

use jiff::civil::Date;

use super::event::QuestionEvent;
use super::preset::Preset;
use super::wording::Wording;

/// A question of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Name in the scenario.
    pub name: String,
    /// The question, for people.
    pub text: String,
    /// Event that it asks for.
    pub event: QuestionEvent,
    /// Its fine print.
    pub wording: Wording,
    /// Last day that counts.
    pub by: Date,
    /// The same in months from the start.
    pub months: f64,
    /// The public wording it takes its fine print from.
    pub preset: Option<&'static Preset>,
    /// Whether the model can answer it: it knows general ceasefires only, and nothing beyond the horizon, to which what
    /// must hold for some days after the deadline has to hold.
    pub resolvable: bool,
    /// A remark for readers.
    pub note: Option<String>,
}
