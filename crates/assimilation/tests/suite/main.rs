//! The crate from outside.

mod assimilation;
mod backers;
mod checkpoint;
mod error;
mod history;
mod limited_truces;
mod what_is_known;
