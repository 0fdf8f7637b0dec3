//! Findings of a history, with documented keys: `standoff history --json` prints exactly this.

use serde::{Deserialize, Serialize};
use standoff_lab::forecast::provenance::ScenarioName;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// The answers at each date of a record, and what moved them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Version of the keys.
    pub format: u32,
    /// Scenario.
    pub scenario: ScenarioName,
    /// SHA-256 of the record.
    pub evidence: String,
    /// Last day of the record that was used.
    pub as_of: String,
    /// Seed.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
    /// Command that reproduces it.
    pub command: String,
    /// Stretch of time between dates: `week` or `month`.
    pub every: String,
    /// Number of states in the filter.
    pub states: usize,
    /// Futures played on from each date but the last.
    pub futures: usize,
    /// Futures played on from each step in which something was reported, to measure what the events of it did.
    pub futures_by_step: usize,
    /// Futures of the forecast on the last date.
    pub runs: usize,
    /// True if the work was stopped: the dates are those finished by then, and there is no forecast.
    pub interrupted: bool,
    /// The answers in words.
    pub answers: Vec<AnswerTitle>,
    /// The answers by date.
    pub rows: Vec<HistoryRow>,
    /// What moved the answers from each date to the next.
    pub moves: Vec<HistoryMove>,
    /// What it changes on the last date that actors plan anew; empty where there is no forecast.
    pub planning: Vec<PlanningDifference>,
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerTitle {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months within which it is asked.
    pub months: usize,
    /// The answer in words.
    pub title: String,
}

/// The answers at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The date: the last day of a step.
    pub date: String,
    /// True where actors plan on this date, as in the forecast; false where they plan as on the scenario's day.
    pub planned_anew: bool,
    /// The answers.
    pub answers: Vec<DatedAnswer>,
}

/// An answer at a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatedAnswer {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months from the date.
    pub months: usize,
    /// Chance.
    pub p: f64,
    /// Its standard error, taken between the filter's populations.
    pub error: f64,
}

/// What moved the answers between two dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryMove {
    /// The first date.
    pub from: String,
    /// The second.
    pub to: String,
    /// The change of each answer and its parts, which sum to it.
    pub changes: Vec<MovedPart>,
    /// Events that moved an answer by more than two errors, the one that moved any answer most first.
    pub events: Vec<MovingEvent>,
}

/// The change of an answer between two dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedPart {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months from either date.
    pub months: usize,
    /// Second date minus first.
    pub change: f64,
    /// Standard error of the change.
    pub error: f64,
    /// Sum of what the events listed did.
    pub events: f64,
    /// What it changes that actors plan anew; 0 but on the last date.
    pub planning: f64,
    /// Passing of time and everything else: what is left.
    pub rest: f64,
}

/// An event that moved an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovingEvent {
    /// The event's name in the log.
    pub id: String,
    /// Day on which it happened.
    pub date: String,
    /// Its kind.
    pub kind: String,
    /// The event in words, as a list of events has it.
    pub words: String,
    /// Its parties.
    pub who: String,
    /// Its magnitude, if it has one.
    pub value: Option<f64>,
    /// Unit of the magnitude, as the log spells it; empty without.
    pub unit: String,
    /// What it did to each answer that it moved by more than two errors.
    pub changes: Vec<AnswerChange>,
}

impl MovingEvent {
    /// The largest change of any answer, without its sign.
    pub fn size(&self) -> f64 {
        self.changes.iter().map(|one| one.change.abs()).fold(0.0, f64::max)
    }

    /// The largest change of any answer; none where it changed none.
    pub fn largest_change(&self) -> Option<&AnswerChange> {
        self.changes.iter().max_by(|one, other| one.change.abs().total_cmp(&other.change.abs()))
    }
}

/// What an event did to an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerChange {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months within which it is asked.
    pub months: usize,
    /// Change of the chance.
    pub change: f64,
    /// Its standard error, taken between the filter's populations.
    pub error: f64,
}

/// An answer on the last date, before actors plan anew and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanningDifference {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months within which it is asked.
    pub months: usize,
    /// With the games that the states have.
    pub before: f64,
    /// Of the forecast.
    pub after: f64,
    /// After minus before.
    pub difference: f64,
    /// Standard error of the difference, from those of both.
    pub error: f64,
}
