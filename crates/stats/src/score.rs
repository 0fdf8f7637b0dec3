//! Scores of forecasts once the outcome is known, and checks of calibration.
//!
//! Every score is a loss: less is better. All are proper: a forecaster who states what they believe expects the least
//! loss (Gneiting and Raftery 2007, JASA 102:359). The exception is [`sample_crps`] of small samples, for which there
//! is [`fair_crps`].
//!
//! | functions | forecast | outcome |
//! |---|---|---|
//! | [`brier_score`], [`log_score`] | a probability | yes or no |
//! | [`ranked_probability_score`] | probabilities of ordered bins | a bin |
//! | [`sample_crps`], [`fair_crps`], [`normal_crps`] | a sample, or a normal distribution | a number |
//! | [`interval_score`], [`count_coverage`] | an interval of stated coverage | a number |
//! | [`sample_pit`], [`pit_histogram`] | a sample | a number; is the whole spread right? |
//! | [`assess_reliability`] | many probabilities | yes or no; do likely things happen often? |
//! | [`estimate_skill`], [`estimate_gain`] | the scores of two forecasters | how much better is one? |

mod binary;
mod crps;
mod interval;
mod pit;
mod ranked;
mod reliability;
mod skill;

pub use binary::{brier_score, log_score, mean_brier_score, mean_log_score};
pub use crps::{fair_crps, normal_crps, sample_crps};
pub use interval::{Coverage, count_coverage, interval_score};
pub use pit::{PitHistogram, pit_histogram, randomised_pit, sample_pit};
pub use ranked::ranked_probability_score;
pub use reliability::{Binning, Decomposition, Reliability, ReliabilityBin, assess_reliability};
pub use skill::{Skill, estimate_gain, estimate_skill, estimate_skill_and_gain};
