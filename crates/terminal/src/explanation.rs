//! Explanations of a forecast, and of the difference between two.

mod boxes;
mod delay;
pub(crate) mod difference;
mod drivers;
mod heading;
mod page;
mod parameter_rows;
mod requirements;
mod screening;
mod thresholds;
mod variance;
mod waterfall;

pub use page::{render_explanation, render_foot, render_heading, render_part, render_requirement};
