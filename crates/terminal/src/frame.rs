//! What stands at the head and the foot of pages.

pub(crate) mod closing;
pub(crate) mod heading;
pub(crate) mod sheet;
