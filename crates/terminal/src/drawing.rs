//! Pictures made of letters.

pub(crate) mod bars;
pub(crate) mod dots;
pub(crate) mod panels;
pub(crate) mod plot;
pub(crate) mod scatter;
