//! Estimators from columns of numbers to small results.
//!
//! Survival and competing risks, durations, rates, proportions, spread over nested designs and ranks.
//! Everything runs on slices in a fixed order and gives the same bytes on every machine (see `standoff-num`);
//! nothing panics on its input.
#![forbid(unsafe_code)]

pub mod beta;
pub mod concentration;
pub mod duration;
pub mod error;
mod likelihood;
#[cfg(test)]
#[path = "../../num/src/oracle.rs"]
mod oracle;
pub mod proportion;
pub mod rank;
pub mod rate;
pub mod shapley;
pub mod spread;
pub mod step;
pub mod student;
pub mod survival;

pub use duration::{Family, Fit, fit};
pub use error::StatsError;
pub use rate::Record;
pub use spread::{DrawSummary, Spread};
pub use step::StepFunction;
pub use survival::{CumulativeIncidence, KaplanMeier, cumulative_incidence, kaplan_meier};
