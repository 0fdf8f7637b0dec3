//! The event log and what follows from it.

pub(crate) mod hindcast;
mod log;
pub(crate) mod shift;
pub(crate) mod updating;

pub use log::{Heading, KindRow, Row, events, kinds};
