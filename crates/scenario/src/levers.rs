//! Levers: changes that somebody could bring about on a date, compared with the scenario as it is.

mod apply;
pub(crate) mod change;
mod find;
pub(crate) mod lever;
pub(crate) mod read;

pub use change::Change;
pub use lever::Lever;
