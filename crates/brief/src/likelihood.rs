//! Words for chances, as every page has them.

pub use standoff_prose::likelihood::{clear_likelihood_word, likelihood_word, likelihood_words, likely_that};
