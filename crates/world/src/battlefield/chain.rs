//! Finite Markov chains: how long until a state is reached, by when, and what waiting for it is worth.
//!
//! The line's expected duration (theory 3.21), the front's walk to either end (theory 1.7) and the values of a fight
//! to the finish (theory 1.5) are all one linear system over the states that have not arrived yet,
//! `x = b + d P x`. It is solved by the elimination of Grassmann, Taksar and Heyman (1985), which adds and never
//! subtracts: every entry keeps its relative accuracy, however rare the event.

mod elimination;
mod error;
mod matrix;
mod passage_times;

pub use error::ChainError;
pub use matrix::Chain;
