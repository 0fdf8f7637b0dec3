//! Pictures of the brief, each with a title that states the finding.

mod block;
mod few;
mod history;
mod identity;
mod line;
mod money;
mod talks;
mod war;

pub(crate) use block::{numbered_title, picture_block};
pub(crate) use few::bands_of_futures;
pub(crate) use history::draw_history;
pub(crate) use line::{draw_breaks, draw_causes, draw_changes, draw_survival, draw_swings};
pub(crate) use money::draw_coverage;
pub(crate) use talks::{draw_delay, draw_drafts, draw_frontier, draw_timeline};
pub(crate) use war::{draw_area, draw_land};
