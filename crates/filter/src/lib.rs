//! A particle filter: what a series of observations says about the hidden state of a model, and about its parameters.
//!
//! A *state* moves in time by chance and cannot be seen. An *observation* can be seen, and says something about the
//! state. The filter simulates many states side by side (the *particles*) and weighs each of them by how well it
//! explains the observations so far. The weighted particles approximate the distribution of the state given the
//! observations, and the mean of their densities estimates the likelihood.
//!
//! This is the bootstrap filter of Gordon, Salmond and Smith (1993), IEE Proc. F 140:107; see Chopin and
//! Papaspiliopoulos (2020), *An Introduction to Sequential Monte Carlo*, chapters 9, 10 and 18.
//!
//! # A model of your own
//!
//! A random walk takes a step of variance 0.25 each week and is read with an error of variance 1. The filter asks four
//! things of a model: how a state begins, how it moves, what might be observed, and how likely an observation is.
//!
//! ```
//! use standoff_filter::{Model, Population};
//! use standoff_num::Draws;
//! use standoff_num::distributions::normal_quantile;
//!
//! struct RandomWalk;
//!
//! /// Purposes of the random numbers, so that a step and an error of one week are independent.
//! const STEP: u16 = 1;
//! const ERROR: u16 = 2;
//!
//! impl Model for RandomWalk {
//!     /// The standard deviation of a step.
//!     type Parameters = f64;
//!     type State = f64;
//!     type Observation = f64;
//!
//!     // x_0 ~ N(0, 1)
//!     fn initial_state(&self, _: &f64, draws: &Draws) -> f64 {
//!         normal_quantile(draws.uniform(STEP, 0, 0))
//!     }
//!
//!     // x_t = x_{t-1} + N(0, deviation^2)
//!     fn advance_state(&self, deviation: &f64, state: &mut f64, time: u32, draws: &Draws) {
//!         *state += deviation * normal_quantile(draws.uniform(STEP, 0, time));
//!     }
//!
//!     // y_t = x_t + N(0, 1)
//!     fn simulate_observation(&self, _: &f64, state: &f64, time: u32, draws: &Draws) -> f64 {
//!         state + normal_quantile(draws.uniform(ERROR, 0, time))
//!     }
//!
//!     // ln p(y_t | x_t)
//!     fn log_density(&self, _: &f64, state: &f64, _: u32, observation: &f64) -> f64 {
//!         -0.5 * ((2.0 * std::f64::consts::PI).ln() + (observation - state).powi(2))
//!     }
//! }
//!
//! // One draw of the parameters with 20,000 particles, and the readings of six weeks.
//! let readings = [0.4, 1.1, 0.3, -0.8, -1.5, -0.9];
//! let mut population = Population::new(&RandomWalk, vec![0.5], 20_000, 2026)?;
//! for (week, reading) in readings.iter().enumerate() {
//!     if week > 0 {
//!         population.advance(&RandomWalk);
//!     }
//!     let update = population.observe(&RandomWalk, reading)?;
//!     // Far from every particle, a reading would leave only a few of them with weight.
//!     assert!(update.effective_sample_size > 1_000.0);
//! }
//!
//! // The exact answer, by the Kalman filter: every distribution of this model is normal.
//! let (mut mean, mut variance, mut log_likelihood) = (0.0, 1.0, 0.0);
//! for (week, reading) in readings.iter().enumerate() {
//!     if week > 0 {
//!         variance += 0.25;
//!     }
//!     let (error, total) = (reading - mean, variance + 1.0);
//!     log_likelihood -= 0.5 * ((2.0 * std::f64::consts::PI * total).ln() + error * error / total);
//!     (mean, variance) = (mean + variance / total * error, variance / total);
//! }
//! assert!((population.log_likelihood - log_likelihood).abs() < 0.03);
//! assert!((population.filter_mean(|_, state| *state) - mean).abs() < 0.03);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `cargo run -p standoff-filter --example own_model` goes on from here: it simulates a record from the model, and
//! learns the standard deviation of a step from it.
//!
//! # In the order in which they are needed
//!
//! 1. **[`Model`].** Parameters, which are unknown and constant; states; observations; and four functions. The filter
//!    knows nothing else of what is modelled. Two more functions have defaults that suit most models:
//!    [`Model::refresh_parameters`] and [`Model::renumber_state`]. A model whose observations have many parts, each about a small
//!    part of the state, can have these read apart: see [`Model::local_readings`].
//! 2. **[`Population`].** A number of *draws* of the parameters, the same number of *paths* in each, and a weight for
//!    every state. With one draw the parameters are known and all particles share them. With several, each draw runs a
//!    filter of its own, and the summed weights of the draws are the posterior of the parameters.
//! 3. **[`Population::advance`]** moves all states by one step of time; [`Population::observe`] weighs them by an
//!    observation. A week without an observation is advanced and not observed.
//! 4. **[`Update`].** How one observation went: its *conditional log likelihood* `ln p(y_t | y_1, ..., y_{t-1})`, whose
//!    sum over time is [`Population::log_likelihood`], and the *effective sample size* (ESS) `1 / sum w^2`, the number
//!    of equally weighted particles that would be worth as much.
//! 5. **Resampling.** Where the ESS falls below [`Population::resampling_threshold`], particles are copied in
//!    proportion to their weights by [`systematic_resample`], and all weights are equal again.
//!
//! # Guarantees
//!
//! 1. Every random number has an address: the slot of its state, and what the model adds. Resampling has a purpose of
//!    its own, [`RESAMPLING_PURPOSE`]. The same bytes come out on any number of threads (decision 60).
//! 2. A population is plain data: a copy that goes on gives the same bytes as the original.
//! 3. `exp(log_likelihood)` is an unbiased estimate of the likelihood of the observations so far, as long as the model
//!    does not refresh parameters. Its logarithm is too low by about half its variance.
//!
//! # What it does not do
//!
//! It does not look ahead: states are proposed by the model's own step, never with the next observation in view. It
//! does not smooth: once the population has been resampled, the past of a state is gone. It does not correct the
//! likelihood for what [`Model::refresh_parameters`] adds to the parameters.

mod model;
mod population;
mod resample;
mod transport;
mod weights;

pub use model::{LocalPart, Model};
pub use population::{DEFAULT_RESAMPLING_THRESHOLD, ImpossibleObservation, Population, PopulationSizeError, Update};
pub use resample::{RESAMPLING_PURPOSE, systematic_resample};
