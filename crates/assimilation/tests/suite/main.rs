//! The crate from outside.

mod assimilation;
mod backers;
mod checkpoint;
mod error;
mod history;
mod limited_truces;
mod small_record;
mod what_is_known;
