//! The clock of a war, on which 12 months are 52 weeks, and the dates of its elections.

pub(crate) mod calendar;
pub(crate) mod clock;

pub use calendar::{ElectionDate, Precision};
pub use clock::{DAYS_A_MONTH, StepLength, months_between};
