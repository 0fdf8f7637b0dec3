//! Random numbers of one step of one future, by what they are for.

use crate::step::purpose::Purpose;
use standoff_num::Draws;
use standoff_num::random::pick_index;

/// Random numbers of one step: those of a future at the address of the step.
///
/// Every number has an address of its own (purpose, step, entity), so the order in which a step asks for them changes
/// nothing, and a number that nobody asks for disturbs no other.
#[derive(Clone, Copy)]
pub(crate) struct StepDraws<'a> {
    draws: &'a Draws,
    time: u32,
}

impl<'a> StepDraws<'a> {
    /// Numbers of the step that begins `time` steps after the start.
    pub(crate) fn new(draws: &'a Draws, time: u32) -> Self {
        Self { draws, time }
    }

    /// Steps since the start, before this one.
    pub(crate) fn time(&self) -> u32 {
        self.time
    }

    /// Numbers of the future as a whole, for what does not depend on the step.
    pub(crate) fn future(&self) -> &'a Draws {
        self.draws
    }

    /// One uniform number.
    pub(crate) fn uniform(&self, purpose: Purpose, entity: u32) -> f64 {
        self.draws.uniform(purpose as u16, self.time as u16, entity)
    }

    /// Two independent uniform numbers; the first is that of [`StepDraws::uniform`].
    pub(crate) fn pair(&self, purpose: Purpose, entity: u32) -> [f64; 2] {
        self.draws.uniform_pair(purpose as u16, self.time as u16, entity)
    }

    /// An index drawn with chances in proportion to `weights`.
    pub(crate) fn pick(&self, purpose: Purpose, weights: &[f64]) -> usize {
        pick_index(self.uniform(purpose, 0), weights)
    }
}
