//! One war and one step of it.
//!
//! Each file is one concept of the war and holds, in this order, the quantities a scenario can set (declared once,
//! with their bounds) and how the concept moves. A comment that cites "theory 3.4" refers to a section of the book's
//! theory notes (docs/src/theory-notes.md); one that cites "decision 11" refers to a decision record
//! (docs/src/decisions).
//!
//! The crate is pure: it knows no files, threads, clocks or screens, and draws no random number that it is not
//! handed the address for.

pub mod actors;
pub mod battlefield;
pub mod coalition;
pub mod intervention;
pub mod peace;
pub mod quantity;
pub mod record;
pub mod state;
pub mod step;
pub mod switches;
pub mod talks;
pub mod war;
