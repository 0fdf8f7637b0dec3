//! Estimators from columns of numbers to small results.
//!
//! Survival, competing risks and the comparison of groups, proportional hazards, durations, rates, proportions, spread
//! over nested designs, ranks, how much of an output comes from which input, Shapley shares, scores of
//! forecasts ([`score`]), and the discovery of scenarios ([`prim`]).
//! Everything runs on slices in a fixed order and gives the same bytes on every machine (see `standoff-num`);
//! nothing panics on its input.
#![forbid(unsafe_code)]

pub mod beta;
pub mod bootstrap;
pub mod concentration;
mod concordance;
pub mod cox;
pub mod crossing;
pub mod duration;
pub mod error;
pub mod given_data;
pub mod hazard;
mod likelihood;
mod linear;
pub mod log_rank;
pub mod morris;
#[cfg(test)]
#[path = "../../num/src/oracle.rs"]
mod oracle;
pub mod prim;
pub mod proportion;
pub mod rank;
pub mod rate;
pub mod saltelli;
pub mod score;
pub mod shapley;
pub mod sobol;
pub mod spread;
pub mod step;
pub mod student;
pub mod survival;

pub use bootstrap::{Bootstrap, Estimate};
pub use concordance::concordance;
pub use cox::{Coefficient, Cox, cox};
pub use duration::{Family, Fit, fit};
pub use error::StatsError;
pub use given_data::{FirstOrder, GivenData, first_order};
pub use hazard::{LifeRow, NelsonAalen, Ties, life_table, nelson_aalen};
pub use log_rank::{LogRank, Weight, log_rank};
pub use morris::{Effects, elementary_effects};
pub use rate::Record;
pub use saltelli::Saltelli;
pub use sobol::{Estimator, Pair, SobolIndices, sobol_indices, sobol_intervals};
pub use spread::{DrawSummary, Spread};
pub use step::StepFunction;
pub use survival::{CumulativeIncidence, KaplanMeier, cumulative_incidence, kaplan_meier};
