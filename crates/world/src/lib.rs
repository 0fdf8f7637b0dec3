//! One war and one step of it.
//!
//! Each file is one concept of the war and holds, in this order, the quantities a scenario can set (declared once,
//! with their bounds) and how the concept moves. The equations are those of the project's theory notes; where a
//! comment cites "theory 3.4" or "model-decisions 11" it means those pages.
//!
//! The crate is pure: it knows no files, threads, clocks or screens, and draws no random number that it is not
//! handed the address for.

pub mod attrition;
pub mod beliefs;
pub mod chain;
pub mod coalition;
pub mod coalition_state;
pub mod costs;
pub mod decisions;
pub mod fatigue;
pub mod finish;
pub mod front;
pub mod instrument;
pub mod intervention;
pub mod order;
pub mod package;
pub mod passage;
pub mod peace;
pub mod posture;
pub mod purpose;
pub mod quantity;
pub mod ratification;
pub mod record;
pub mod red_lines;
pub mod report;
pub mod roles;
pub mod round;
pub mod sharing;
pub mod stamina;
pub mod state;
pub mod step;
pub mod switches;
pub mod talks;
pub mod truce;
pub mod values;
pub mod war;
pub mod world;
