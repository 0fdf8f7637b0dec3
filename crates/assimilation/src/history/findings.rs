//! Findings of a history, with documented keys: `standoff history --json` prints exactly this.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use standoff_lab::forecast::provenance::ScenarioName;

/// Version of the keys.
pub const FORMAT: u32 = 1;

/// The answers at each date of a record, and what moved them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Independent populations of the filter, between which errors are taken.
    pub populations: usize,
    /// Futures of the forecast on the last date.
    pub runs: usize,
    /// Events that were tested on every answer; none where there are fewer than three populations.
    pub events_tested: usize,
    /// Events that are not tested, as fewer than 50 futures of their step, by effective number, agree with them.
    pub events_left_out: usize,
    /// True if the work was stopped: the dates are those finished by then, and there is no forecast.
    pub interrupted: bool,
    /// The answers in words.
    pub answers: Vec<AnswerTitle>,
    /// The answers by date.
    pub rows: Vec<HistoryRow>,
    /// Changes of the answers from each date to the next, and the events behind them.
    pub moves: Vec<HistoryMove>,
    /// Differences that the forecast's own draws and plans make on the last date; empty where there is no forecast.
    pub planning: Vec<PlanningDifference>,
}

impl History {
    /// Events of all dates that moved an answer, the one that moved any answer most first.
    pub fn strongest_events(&self) -> Vec<&MovingEvent> {
        let mut events: Vec<&MovingEvent> = self.moves.iter().flat_map(|one| &one.events).collect();
        events.sort_by(|one, other| other.size().total_cmp(&one.size()).then_with(|| one.id.cmp(&other.id)));
        events
    }
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerTitle {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months within which it is asked.
    pub months: usize,
    /// The answer in words.
    pub title: String,
}

/// The answers at one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryRow {
    /// The date: the last day of a step.
    pub date: String,
    /// True on the date of the forecast, whose draws and plans are its own; false where states of the filter play on and
    /// actors plan as on the scenario's day.
    pub planned_anew: bool,
    /// The answers.
    pub answers: Vec<DatedAnswer>,
}

/// An answer at a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DatedAnswer {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months from the date.
    pub months: usize,
    /// Chance.
    pub p: f64,
    /// Its standard error, taken between the filter's populations; not a number for a single future.
    #[serde(deserialize_with = "nan_from_null")]
    #[schemars(with = "Option<f64>")]
    pub error: f64,
}

/// Reads a number that JSON, which has no word for what is not one, holds as null.
fn nan_from_null<'de, D: Deserializer<'de>>(reader: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(reader)?.unwrap_or(f64::NAN))
}

/// Changes between two dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryMove {
    /// The first date.
    pub from: String,
    /// The second.
    pub to: String,
    /// The change of each answer and its parts, which sum to it.
    pub changes: Vec<MovedPart>,
    /// Events that moved an answer, at a false discovery rate of one in twenty over all events and answers tested; the
    /// one that moved any answer most first.
    pub events: Vec<MovingEvent>,
}

/// The change of an answer between two dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MovedPart {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months from either date.
    pub months: usize,
    /// Second date minus first.
    pub change: f64,
    /// Standard error of the change.
    #[serde(deserialize_with = "nan_from_null")]
    #[schemars(with = "Option<f64>")]
    pub error: f64,
    /// Sum of what the events listed did.
    pub events: f64,
    /// Difference that the forecast's own draws and plans make; 0 but on the last date.
    pub planning: f64,
    /// Passing of time and everything else: what is left.
    pub rest: f64,
}

/// An event that moved an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Change of each answer that it moved.
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

/// Effect of an event on an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// An answer on the last date, of the states of the filter and of the forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanningDifference {
    /// `holds`, `settled` or `military`.
    pub answer: String,
    /// Months within which it is asked.
    pub months: usize,
    /// Of the states of the filter, with the games that they have.
    pub before: f64,
    /// Of the forecast.
    pub after: f64,
    /// After minus before.
    pub difference: f64,
    /// Standard error of the difference, from those of both.
    #[serde(deserialize_with = "nan_from_null")]
    #[schemars(with = "Option<f64>")]
    pub error: f64,
}
