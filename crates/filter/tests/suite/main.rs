//! The crate from outside.

mod filter;
