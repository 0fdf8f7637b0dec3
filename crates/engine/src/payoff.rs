//! What the war, fighting to the finish and signed packages are worth to each actor.

mod bicgstab;
pub mod fight_to_finish;
pub mod settlement;
pub mod war_flow;
