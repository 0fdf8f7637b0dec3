//! One step of the world, in the order of the war.

pub(crate) mod coalition;
mod elections;
mod pace;
pub(crate) mod purpose;
mod round_chances;
mod turn;

pub use coalition::{CoalitionPace, Surroundings};
pub use elections::election_turns;
pub use pace::Pace;
pub use purpose::Purpose;
pub use round_chances::result_chances;
pub use turn::{Scratch, step};
