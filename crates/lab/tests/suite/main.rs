//! The crate from outside.

mod bargain;
mod benchmark;
mod decision_rule;
mod division;
mod forecast;
mod horizons;
mod populations;
mod questions;
mod record;
