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

pub use comparison::comparison;
pub use evidence::hindcast::hindcast;
pub use evidence::shift::shift;
pub use evidence::updating::updating;
pub use explanation::difference::difference;
pub use explanation::requirement;
pub use forecast::forecast;
pub use frame::closing::OUTSIDE;
pub use options::frontier::frontier;
pub use options::policies::policies;
pub use scores::score::score;
pub use scores::verdict::verdicts;
pub use scores::wordings::wordings;
