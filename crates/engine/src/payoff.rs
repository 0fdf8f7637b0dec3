//! Payoffs: a step of war, fighting to the finish, and signed packages.

mod bicgstab;
pub mod deterrence;
pub(crate) mod fight_hopes;
pub mod fight_to_finish;
pub mod settlement;
pub mod war_flow;
