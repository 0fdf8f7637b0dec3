//! The crate from outside.

mod breakdown;
mod bundle;
