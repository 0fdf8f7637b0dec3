//! A particle filter: many futures in step with what is read, each weighted by how well it agrees with the readings.
//!
//! The filter knows a [`Model`] and nothing of what the model describes. A [`Population`] holds some draws of the
//! parameters, the same number of states in each draw, and a weight for every state. Two things move it:
//! [`Population::advance`] takes all states one step on, [`Population::observe`] weighs them by a reading and renews
//! the population once too few of its members carry the weight.
//!
//! Gordon, Salmond and Smith (1993), IEE Proc. F 140:107; Chopin and Papaspiliopoulos (2020), chapters 9, 10 and 18.
//!
//! Guarantees:
//! 1. Every random number has an address: the slot of its state, and what the model adds; resampling has a purpose of
//!    its own ([`RESAMPLING`]). The same bytes come out on any number of threads.
//! 2. A population is plain data: a copy that goes on gives the same bytes as the original.
//! 3. exp([`Population::log_likelihood`]) is an unbiased estimate of the likelihood of the readings so far, as long as
//!    the model does not refresh parameters; its logarithm is too low by about half its variance.
//!
//! What it does not do: it does not look ahead (proposals are the model's own steps), does not smooth the past, and
//! does not correct the population for what [`Model::refresh`] adds to the parameters.

mod model;
mod population;
mod resample;
mod weights;

pub use model::Model;
pub use population::{DEFAULT_THRESHOLD, Empty, Impossible, Population, Update};
pub use resample::{RESAMPLING, systematic};
