//! The crate from outside.

mod attribution;
mod compare;
mod frontier;
mod policy;
mod search;
mod sensitivity;
