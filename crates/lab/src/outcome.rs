//! What can be asked of a future.

pub mod answer;
pub mod ledger;
pub mod named;
