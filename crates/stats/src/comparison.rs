//! Comparison of rates of ending: tests between groups, and regression on columns.

mod cholesky;
mod concordance;
mod cox;
mod gray;
mod log_rank;
mod partial_likelihood;
mod proportionality;
mod risk_sums;
mod robust_variance;

pub use concordance::{concordance_index, concordance_index_of};
pub use cox::{CoxCoefficient, CoxModel, CoxVariance, fit_cox, fit_cox_of};
pub use gray::{GrayTest, gray_test};
pub use log_rank::{LogRankTest, LogRankWeight, log_rank_test, log_rank_test_of};
pub use proportionality::{Proportionality, ProportionalityTest, TimeTransform, test_proportionality};
