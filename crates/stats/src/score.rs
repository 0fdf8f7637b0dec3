//! Scores of forecasts once the outcome is known, and whether forecasts mean what they say.
//!
//! Every score is a loss: less is better. All of them are proper: a forecaster who states what they believe expects the
//! least loss (Gneiting and Raftery 2007, JASA 102:359), [`crps()`] of few values apart, for which
//! [`fair_crps`] is there.
//!
//! | score | forecast | outcome |
//! |---|---|---|
//! | [`brier`], [`log_score`] | a chance | yes or no |
//! | [`ranked_probability_score`] | chances of ordered bins | a bin |
//! | [`crps()`], [`normal_crps`] | a sample, or a normal distribution | a number |
//! | [`interval_score`], [`coverage`] | an interval of stated chance | a number |
//! | [`pit()`], [`pit_histogram`] | a sample | a number; is the whole spread right? |
//! | [`reliability()`] | many chances | yes or no; do things said to be likely happen often? |
//! | [`skill()`], [`gain`] | scores of two forecasters | how much better is one? |

mod binary;
mod crps;
mod interval;
mod pit;
mod ranked;
mod reliability;
mod skill;

pub use binary::{brier, log_score, mean_brier, mean_log_score};
pub use crps::{crps, fair_crps, normal_crps};
pub use interval::{Coverage, coverage, interval_score};
pub use pit::{PitHistogram, pit, pit_histogram, randomised_pit};
pub use ranked::ranked_probability_score;
pub use reliability::{Bin, Binning, Decomposition, Reliability, reliability};
pub use skill::{Skill, gain, skill, skill_and_gain};
