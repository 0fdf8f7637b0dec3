//! Beliefs about how the war moves in one planning step, and expectations over it.

pub mod coverage_chain;
pub mod expectation;
pub mod kernel;
pub mod support;
