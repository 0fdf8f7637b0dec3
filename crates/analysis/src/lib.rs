//! Questions that play an ensemble in many ways: options beside each other, and why a forecast says what it says.

pub mod explanation;
pub mod options;
