//! The crate from outside.

mod attribution;
mod compare;
mod diagnosis;
mod frontier;
mod policy;
mod search;
mod sensitivity;
