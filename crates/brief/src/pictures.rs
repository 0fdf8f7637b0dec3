//! The pictures of the brief: each with a title that says what was found.

mod block;
mod line;
mod talks;
mod war;

pub(crate) use block::{bands, block, numbered};
pub(crate) use line::{breaks, causes, changes, survival, swings};
pub(crate) use talks::{delay, drafts, frontier, timeline};
pub(crate) use war::{area, coverage, land};
