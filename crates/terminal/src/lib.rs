//! Findings to pages for a terminal.

mod comparison;
mod drawing;
pub mod estimates;
pub mod evidence;
pub mod explanation;
mod forecast;
mod frame;
mod interval;
mod options;
pub mod scenario;
mod scores;
pub mod vocabulary;

pub use comparison::render_comparison;
pub use evidence::hindcast::render_hindcast;
pub use evidence::shift::render_shift;
pub use evidence::updating::render_updating;
pub use explanation::difference::render_difference;
pub use explanation::render_requirement;
pub use forecast::render_forecast;
pub use frame::closing::OUTSIDE_THE_MODEL;
pub use options::frontier::render_frontier;
pub use options::policies::render_policies;
pub use scores::page::render_scores;
pub use scores::seals::render_verdicts;
pub use scores::wordings::render_wordings;
