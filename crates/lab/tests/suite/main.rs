//! The crate from outside.

mod forecast;
