//! Tests of the crate as its users see it, in one program.

mod beliefs;
mod equilibrium;
