//! History: the headline answers as they stood at each date of a record, and the events that moved them.
//!
//! One pass of the filter is enough. At each date its weighted states play on with games of the prior, by the weights that
//! the talks have given these; no game is solved anew. On the last date the answer is that of the forecast, which has draws
//! and plans of its own, so that one question has one number.
//!
//! The effect of an event is measured before the states of its step are weighed: the mean of an answer over futures
//! played on from them, weighed by the density of that one reading, minus the mean without weights. An event that is
//! taken as given is left out of the same states instead, and an event whose reading changes a part of a state is
//! replayed with that part (decision 97).

mod answers;
mod date_rows;
mod effect_estimate;
mod event_effects;
mod findings;
mod games_of_history;
mod move_parts;
mod played_futures;
mod request;
mod run_history;

pub use answers::{HISTORY_ANSWERS, HistoryAnswer};
pub use findings::{
    AnswerChange, AnswerTitle, DatedAnswer, FORMAT, History, HistoryMove, HistoryRow, MovedPart, MovingEvent,
    PlanningDifference,
};
pub use request::{HistoryRequest, HistoryStep};
pub use run_history::{answers_of_forecast, run_history};
