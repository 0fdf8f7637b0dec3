//! The parts of a war that are not numbers with a range: roles, postures, packages, members, instruments, needs, elections,
//! regions.

mod backers;
pub(crate) mod build;
mod builder;
mod elections;
mod instruments;
mod issues;
mod limited_truces;
pub(crate) mod lookup;
pub(crate) mod menu;
mod needs;
mod outlines;
mod record;
pub(crate) mod region;
mod roles;

pub use region::Region;
