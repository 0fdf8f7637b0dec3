//! What could be done: how options hold up, and terms against durability.

pub(crate) mod frontier;
pub(crate) mod policies;
