//! One step of the world, in the order of the war: [`step`] moves a state, [`Pace`] holds every rate brought to its length.
//!
//! The order is in `schedule.rs`, each part of it in a file of its own.

mod backers;
pub(crate) mod coalition;
mod deal;
pub(crate) mod draws;
mod elections;
mod front;
mod front_rate;
mod great_power;
pub(crate) mod limited_truce_rates;
mod limited_truces;
mod line;
mod losses;
mod memory;
mod pace;
mod peace;
pub(crate) mod purpose;
mod round_chances;
mod round_rates;
mod schedule;
mod stamina;
mod talks;
mod turn;

pub use coalition::{CoalitionPace, Surroundings, member_changes};
pub use elections::election_turns;
pub use pace::Pace;
pub use purpose::Purpose;
pub use round_chances::result_chances;
pub use schedule::step;
pub use turn::Scratch;
