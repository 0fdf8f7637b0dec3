//! One future: the layout in time, the simulation, the row that it leaves behind, and what it was worth to each actor.

pub mod clock;
pub mod decision_rule;
pub mod funding_record;
pub mod monthly_trace;
pub mod months;
pub mod run;
pub mod simulation;
pub mod talks_record;
mod watch;
pub mod watched;
pub mod welfare;
