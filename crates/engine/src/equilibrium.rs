//! The solved game: how it is found, what actors decide in it, and the bargaining situation at a state of the war.

mod decisions;
#[cfg(test)]
mod reference;
mod situation;
mod solved_game;
mod tide;

pub use situation::{PackageSituation, Situation};
pub use solved_game::Equilibrium;
