//! The parts of a war that are not numbers with a range: roles, postures, packages, members, instruments, elections,
//! regions.

pub(crate) mod build;
pub(crate) mod instruments;
pub(crate) mod region;

pub use region::Region;
