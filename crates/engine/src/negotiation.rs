//! One round of talks as a game of logit choices.

pub mod choice;
pub mod round;
