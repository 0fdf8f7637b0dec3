//! One future: its layout in time, how it moves, the row that it leaves behind, and what it was worth.

pub mod clock;
pub mod months;
pub mod run;
pub mod simulation;
pub mod welfare;
