//! The crate from outside.

mod filter;
mod local_readings;
