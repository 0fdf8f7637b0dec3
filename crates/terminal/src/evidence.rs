//! The event log and what follows from it.

mod events;
pub(crate) mod hindcast;
pub(crate) mod history;
pub(crate) mod shift;
pub(crate) mod updating;

pub use events::{Heading, KindRow, Row, render_events, render_kinds};
