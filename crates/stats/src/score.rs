//! Scores of forecasts once the outcome is known, and whether forecasts mean what they say.
//!
//! Every score is a loss: less is better. All of them are proper: a forecaster who states what they believe expects the
//! least loss (Gneiting and Raftery 2007, JASA 102:359), [`crps::crps`] of few values apart, for which
//! [`crps::fair_crps`] is there.
//!
//! | module | forecast | outcome |
//! |---|---|---|
//! | [`binary`] | a chance | yes or no |
//! | [`ranked`] | chances of ordered bins | a bin |
//! | [`crps`] | a sample, or a normal distribution | a number |
//! | [`interval`] | an interval of stated chance | a number |
//! | [`pit`] | a sample | a number; is the whole spread right? |
//! | [`reliability`] | many chances | yes or no; do things said to be likely happen often? |
//! | [`skill`] | scores of two forecasters | how much better is one? |

pub mod binary;
pub mod crps;
pub mod interval;
pub mod pit;
pub mod ranked;
pub mod reliability;
pub mod skill;
