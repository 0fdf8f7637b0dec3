//! Levers: changes that somebody could bring about on a date, compared with the scenario as it is.

pub(crate) mod lever;

pub use lever::{Change, Lever};
