//! Comparison of groups that end at different rates.

mod cholesky;
mod concordance;
mod cox;
mod log_rank;
mod partial_likelihood;

pub use concordance::concordance;
pub use cox::{Coefficient, Cox, cox};
pub use log_rank::{LogRank, Weight, log_rank};
