//! Outcomes: numbers that can be read off a future.

pub mod answer;
pub mod ledger;
pub mod named;
