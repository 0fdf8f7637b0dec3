//! The models, each with its two calculations.

pub(super) mod battlefield;
mod case;
pub(super) mod coalition;
pub(super) mod division;
pub(super) mod fighting;
pub(super) mod line;
pub(super) mod peace;
pub(super) mod power;
pub(super) mod round;

pub(super) use case::Case;
