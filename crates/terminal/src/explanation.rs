//! Why a forecast says what it says, and why two differ.

mod boxes;
mod delay;
pub(crate) mod difference;
mod drivers;
mod head;
mod named;
mod page;
mod requirements;
mod screening;
mod thresholds;
mod variance;
mod waterfall;

pub use page::{foot, head, page, part, requirement};
