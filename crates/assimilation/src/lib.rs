//! Evidence brought to bear on an ensemble: which parameters and which states could have led to what was reported.
//!
//! The filter's transition is the step of the world itself, with the decisions that the actors of a draw take; there is
//! no second model. What is reported of each step is weighed by [`standoff_world::record`].
//!
//! Guarantees:
//! 1. An event counts from the day on which it became known: `as of` a day, nothing later is used.
//! 2. The order of events and of files, a second import of the same log, and an event that was superseded change nothing.
//! 3. A run that goes on from a [`Checkpoint`] gives the same bytes as one without a stop.
//! 4. An event that no state can explain ends the assimilation with its name; an event that nearly none can is named.

mod assimilated;
mod calendar;
mod chain;
mod checkpoint;
mod conflict;
mod days;
mod driver;
mod findings;
mod game_weights;
mod given;
pub mod hindcast;
mod learning;
mod paired_answers;
mod posterior_draws;
mod request;
mod shift;
mod war_model;

pub use assimilated::{Assimilation, Week};
pub use calendar::{About, Calendar, Change, Used};
pub use chain::{Chained, chained};
pub use checkpoint::Checkpoint;
pub use conflict::Conflict;
pub use days::{days, last_known, resolve_day};
pub use driver::{RENEWED_BELOW, Resumed, assimilate, onward, resume};
pub use findings::{KindUsed, LessonFound, Moved, Stands, Updating, updating};
pub use given::Given;
pub use learning::{Noise, ParameterLearning};
pub use paired_answers::Shifted;
pub use request::{Request, Size};
pub use shift::{Hangs, Impossible, Shift, Side, Unused, shift};
pub use war_model::{Particle, Played, WarModel};
