//! The crate from outside.

mod assimilation;
mod checkpoint;
