//! The crate from outside.

mod assimilation;
mod checkpoint;
mod error;
mod history;
mod limited_truces;
mod what_is_known;
