//! The crate from outside.

mod attribution;
mod compare;
mod diagnosis;
mod frontier;
mod policy;
mod populations;
mod search;
mod sensitivity;
