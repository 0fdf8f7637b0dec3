//! Words for chances, as every page has them.

pub use standoff_prose::likelihood::{likelihood_word, likelihood_words};
