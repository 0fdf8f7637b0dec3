//! One step of the coalition: willingness, elections, exits, votes, coverage (theory 3.6, decision 10).

mod assent;
mod ballot;
mod elections;
pub(super) mod pace;
pub(super) mod schedule;
mod shocks;
mod turn;
mod votes;
mod willingness;

pub use elections::member_changes;
pub use pace::CoalitionPace;
pub use turn::Surroundings;
