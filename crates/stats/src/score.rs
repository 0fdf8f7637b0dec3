//! Scores of forecasts once the outcome is known, and checks of calibration.
//!
//! Every score is a loss: less is better. All are proper: a forecaster who states what they believe expects the least
//! loss (Gneiting and Raftery 2007, JASA 102:359). The exception is [`sample_crps`] of small samples, for which there
//! is [`fair_crps`].
//!
//! | functions | forecast | outcome |
//! |---|---|---|
//! | [`brier_score`], [`log_score`] | a probability | yes or no |
//! | [`category_brier_score`], [`category_log_score`] | probabilities of categories | a category |
//! | [`ranked_probability_score`] | probabilities of ordered bins | a bin |
//! | [`sample_crps`], [`fair_crps`], [`normal_crps`] | a sample, or a normal distribution | a number |
//! | [`mean_quantile_score`], [`weighted_interval_score`] | quantiles | a number |
//! | [`interval_score`], [`count_coverage`] | an interval of stated coverage | a number |
//! | [`sample_pit`], [`pit_histogram`] | a sample | a number; is the whole spread right? |
//! | [`assess_reliability`] | many probabilities | yes or no; do likely things happen often? |
//! | [`mean_score_with_error`] | the scores of one forecaster | how far off may their mean be? |
//! | [`estimate_skill`], [`estimate_gain`] | the scores of two forecasters | how much better is one? |

mod binary;
mod categories;
mod crps;
mod interval;
mod mean;
mod pit;
mod quantiles;
mod ranked;
mod reliability;
mod skill;

pub use binary::{brier_score, log_score, mean_brier_score, mean_log_score};
pub use categories::{category_brier_score, category_log_score};
pub use crps::{fair_crps, normal_crps, sample_crps};
pub use interval::{Coverage, count_coverage, interval_score};
pub use mean::{MeanScore, mean_score_with_error};
pub use pit::{PitHistogram, pit_histogram, randomised_pit, sample_pit};
pub use quantiles::{mean_quantile_score, quantile_loss, weighted_interval_score};
pub use ranked::ranked_probability_score;
pub use reliability::{Binning, Decomposition, Reliability, ReliabilityBin, assess_reliability};
pub use skill::{Skill, estimate_gain, estimate_skill, estimate_skill_and_gain};
