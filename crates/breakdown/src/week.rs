//! The weekly breakdown: everything that a brief prints, as data.
//!
//! [`Breakdown::new`] reads from an ensemble and an event log what they hold: curves for pictures, the talks so far, the
//! drafts and the changes between them, the calendar, events to watch, and the parameters that swing the answer. The
//! parts that need simulations of their own ([`SimulatedPart`]) are added on request: funding, the answer without the
//! great power, terms against durability, the delay by mechanism, and the changes since last week.

mod breakdown;
pub mod changes;
mod coalition_months;
pub mod funding;
pub mod futures;
pub mod members;
pub mod pattern;
pub mod signs;
pub mod simulated_parts;
mod source_title;
pub mod swings;
pub mod upcoming;
pub mod watch;
pub mod without_great_power;

pub use breakdown::{Breakdown, DisputedRegion, FORMAT, GradeCount};
pub use simulated_parts::SimulatedPart;
