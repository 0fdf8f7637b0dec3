//! Questions with a date, in a grammar in which public questions differ: event, scope, mutuality, duration, stage,
//! deadline.

pub(crate) mod question;

pub use question::{Event, PRESETS, Preset, Question, Scope, Stage, Wording};
