//! Probability distributions: distribution functions, quantiles, and uncertainty stated in figures.

mod beta;
mod binomial;
mod bracket;
mod chi_squared;
mod elicited;
mod gamma;
mod normal;
mod student;

pub use beta::{beta_quantile, incomplete_beta};
pub use binomial::binomial_successes;
pub use chi_squared::chi_squared_tail;
pub use elicited::{Distribution, DistributionError};
pub use gamma::{gamma_quantile, incomplete_gamma};
pub use normal::{normal_cdf, normal_density, normal_quantile};
pub use student::{student_critical_value, student_p_value};
