//! Heads and feet of pages.

pub(crate) mod answer;
pub(crate) mod closing;
pub(crate) mod heading;
pub(crate) mod land;
pub(crate) mod record;
pub(crate) mod sheet;
