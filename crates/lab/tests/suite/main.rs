//! The crate from outside.

mod bargain;
mod forecast;
mod populations;
mod questions;
mod record;
