//! Request for a history.

use super::findings::DatedAnswer;
use crate::request::AssimilationRequest;
use standoff_scenario::Date;

/// Stretch of time from one date of a history to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HistoryStep {
    /// The end of the last step of every month.
    #[default]
    Month,
    /// The end of every step of the scenario: a week, unless the scenario moves by months.
    Week,
}

impl HistoryStep {
    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
        }
    }
}

/// A history to be made.
#[derive(Debug, Clone)]
pub struct HistoryRequest {
    /// Assimilation of the record: its last day is the last date.
    pub assimilation: AssimilationRequest,
    /// Futures of the forecast from the last date. Its draws are those that the assimilation keeps.
    pub runs: usize,
    /// Stretch of time between dates.
    pub every: HistoryStep,
    /// First day of which dates are wanted; none for all of the record.
    pub from: Option<Date>,
    /// Futures that are played on from each date.
    pub futures: usize,
    /// Futures that are played on from the states of each step in which something was reported.
    pub futures_by_step: usize,
    /// Answers of the forecast from the last date, where it has been made already; without them it is made.
    pub forecast: Option<Vec<DatedAnswer>>,
    /// Command that reproduces the history.
    pub command: String,
}

impl HistoryRequest {
    /// A history of every month of the record, with the usual numbers of futures.
    pub fn new(assimilation: AssimilationRequest, runs: usize) -> Self {
        let futures = DEFAULT_FUTURES.min(assimilation.size.draws * assimilation.size.paths);
        Self {
            assimilation,
            runs,
            every: HistoryStep::default(),
            from: None,
            futures,
            futures_by_step: (futures / FUTURES_PER_STEP_FUTURE).max(1),
            forecast: None,
            command: String::new(),
        }
    }
}

/// Default number of futures of a date. The error of a chance is then at most 0.011 from their number, below what the
/// populations differ by.
const DEFAULT_FUTURES: usize = 2048;

/// Futures of a date for each one of a step: there are more than four steps in a month, and an effect that a few hundred
/// futures do not show is not worth a mark.
const FUTURES_PER_STEP_FUTURE: usize = 4;
