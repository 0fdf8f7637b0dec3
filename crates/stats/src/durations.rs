//! Parametric families of durations, fitted by maximum likelihood.

mod family;
mod likelihood;

pub use family::{DurationFamily, DurationFit, fit_duration};
