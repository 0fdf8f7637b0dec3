//! Questions with a date, in a grammar in which public questions differ: event, scope, mutuality, duration, stage,
//! deadline.

mod ask;
pub(crate) mod event;
mod event_reader;
mod horizon;
pub(crate) mod preset;
pub(crate) mod question;
mod question_reader;
pub(crate) mod read;
pub(crate) mod wording;

pub use event::QuestionEvent;
pub use preset::{PRESETS, Preset};
pub use question::Question;
pub use wording::{Scope, Stage, Wording};
