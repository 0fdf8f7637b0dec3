//! A phase of the work: a loop whose units do not depend on each other.

use standoff_scenario::sha256;
use std::fmt::Debug;

/// Digits of a digest that tell inputs apart.
const DIGITS: usize = 12;

/// What a phase is called, and what its units are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase<'a> {
    /// Words for its progress.
    pub words: &'a str,
    /// Digest of what its units are made from, where that depends on earlier phases; empty otherwise.
    inputs: String,
}

impl<'a> Phase<'a> {
    /// A phase that is the same in every pass.
    pub fn new(words: &'a str) -> Self {
        Self { words, inputs: String::new() }
    }

    /// A phase whose units are made from something that earlier phases have found.
    ///
    /// ```
    /// use standoff_lab::ensemble::division::phase::Phase;
    /// assert_eq!(Phase::of_inputs("points", &[1.5]), Phase::of_inputs("points", &[1.5]));
    /// assert_ne!(Phase::of_inputs("points", &[1.5]), Phase::of_inputs("points", &[1.6]));
    /// ```
    pub fn of_inputs(words: &'a str, inputs: &impl Debug) -> Self {
        Self { words, inputs: sha256(format!("{inputs:?}").as_bytes())[..DIGITS].to_owned() }
    }

    /// Its name where its words have come so many times.
    pub(super) fn name(&self, times: usize) -> String {
        let again = if times == 1 { String::new() } else { format!(", {times}") };
        let inputs = if self.inputs.is_empty() { String::new() } else { format!(", of {}", self.inputs) };
        format!("{}{again}{inputs}", self.words)
    }
}
