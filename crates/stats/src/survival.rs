//! Survival with censoring, cumulative hazards, and competing ways to end.
//!
//! `times` are durations in any unit, and `ended[i]` is true if the end was seen; otherwise the duration is a lower
//! bound (right-censored). An observation that is censored at a time of ending counts as at risk then.

mod competing_risks;
mod end_times;
mod kaplan_meier;
mod life_table;
mod nelson_aalen;
mod step_function;

pub use competing_risks::{CumulativeIncidence, cumulative_incidence};
pub use kaplan_meier::{KaplanMeier, kaplan_meier};
pub use life_table::{LifeTableRow, life_table};
pub use nelson_aalen::{NelsonAalen, Ties, nelson_aalen};
pub use step_function::StepFunction;
