//! The state of one future, and what can happen in a step.

pub(crate) mod backing;
pub(crate) mod breaks;
pub(crate) mod coalition;
pub(crate) mod coverage;
mod critical;
pub(crate) mod ends;
pub(crate) mod events;
pub(crate) mod limited_truces;
pub(crate) mod round;
pub(crate) mod underway;
pub(crate) mod war_state;

pub use backing::Backing;
pub use breaks::Break;
pub use coalition::{CoalitionState, InstrumentState};
pub use coverage::COVERAGE_LEVELS;
pub use critical::Critical;
pub use ends::{ENDS, End, NamedEnd, possible_ends};
pub use events::{BackerEvents, CoalitionEvents, Events, LimitedTruceEvents, NOTABLE_LOSS, Signature};
pub use limited_truces::LimitedTruces;
pub use round::{RESULTS, RoundHeld, RoundResult};
pub use underway::Underway;
pub use war_state::{Regime, State};
