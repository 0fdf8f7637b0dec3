//! Parametric families of durations, fitted by maximum likelihood.

mod family;
mod likelihood;

pub use family::{Family, Fit, fit};
