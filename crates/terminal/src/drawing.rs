//! Pictures made of letters.

pub(crate) mod chart;
pub(crate) mod panels;
pub(crate) mod scatter;
