//! Survival with censoring, cumulative hazards, and competing ways to end.
//!
//! `times` are durations in any unit, and `ended[i]` is true if the end was seen; otherwise the duration is a lower
//! bound (right-censored). An observation that is censored at a time of ending counts as at risk then. Functions whose
//! names end in `_of` take [`Observations`], which may also have entered late and may be weighted.

mod competing_risks;
mod end_times;
mod jackknife;
mod kaplan_meier;
mod life_table;
mod nelson_aalen;
mod observations;
mod step_function;

pub use competing_risks::{CumulativeIncidence, cumulative_incidence, cumulative_incidence_of};
pub use kaplan_meier::{KaplanMeier, kaplan_meier, kaplan_meier_of};
pub use life_table::{LifeTableRow, life_table, life_table_of};
pub use nelson_aalen::{NelsonAalen, Ties, nelson_aalen, nelson_aalen_of};
pub use observations::Observations;
pub use step_function::StepFunction;
