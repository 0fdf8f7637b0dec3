//! Comparison of rates of ending: tests between groups, and regression on columns.

mod cholesky;
mod concordance;
mod cox;
mod log_rank;
mod partial_likelihood;

pub use concordance::concordance_index;
pub use cox::{CoxCoefficient, CoxModel, fit_cox};
pub use log_rank::{LogRankTest, LogRankWeight, log_rank_test};
