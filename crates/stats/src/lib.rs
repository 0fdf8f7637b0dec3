//! Estimators from columns of numbers to small results.
//!
//! Survival, competing risks and the comparison of groups, proportional hazards, durations, rates, proportions, spread
//! over nested designs, ranks, how much of an output comes from which input, Shapley shares, scores of
//! forecasts ([`score`]), and the discovery of scenarios ([`discovery`]).
//! Everything runs on slices in a fixed order and gives the same bytes on every machine (see `standoff-num`);
//! nothing panics on its input.
#![forbid(unsafe_code)]

pub mod comparison;
pub mod concentration;
pub mod crossing;
pub mod discovery;
pub mod durations;
mod error;
pub mod intervals;
#[cfg(test)]
#[path = "../../num/src/oracle.rs"]
mod oracle;
pub mod rank_correlation;
pub mod score;
pub mod sensitivity;
pub mod survival;
pub mod variance_components;

pub use comparison::{CoxCoefficient, CoxModel, LogRankTest, LogRankWeight, concordance_index, fit_cox, log_rank_test};
pub use durations::{DurationFamily, DurationFit, fit_duration};
pub use error::StatsError;
pub use intervals::{Bootstrap, Estimate, RateRecord};
pub use sensitivity::{
    ElementaryEffects, FirstOrderShare, GivenData, Saltelli, SecondOrderIndex, SobolEstimator, SobolIndices,
    elementary_effects, first_order_share, sobol_indices, sobol_intervals,
};
pub use survival::{
    CumulativeIncidence, KaplanMeier, LifeTableRow, NelsonAalen, StepFunction, Ties, cumulative_incidence,
    kaplan_meier, life_table, nelson_aalen,
};
pub use variance_components::{DrawSummary, VarianceComponents};
