//! Payoffs: a step of war, fighting to the finish, and signed packages.

mod bicgstab;
pub mod deterrence;
pub mod fight_to_finish;
pub(crate) mod hope;
pub mod settlement;
pub mod war_flow;
