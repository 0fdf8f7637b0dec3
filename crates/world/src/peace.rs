//! After the fighting: the truce, the settlement and how long it holds, the credibility of guarantees.

pub mod order;
pub mod settlement;
pub mod truce;
