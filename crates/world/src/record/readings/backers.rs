//! Backers: that one joined or left in a step, or did not.
//!
//! A filter takes them as given, and weighs each state by how likely its figures and its front make them.

use super::doubtful::DoubtfulEvent;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::record::scene::Scene;

/// What is reported of a backer in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedBacker {
    /// The backer: place in the list.
    pub backer: usize,
    /// Whether it backed its side before the step, by the record.
    pub before: bool,
    /// Whether it does after the step.
    pub after: bool,
}

/// The law of a report on a backer: whether it moved in the step.
pub(crate) struct BackerLaw {
    before: bool,
    /// That it moved.
    event: DoubtfulEvent,
}

impl BackerLaw {
    /// The law in a scene of a report of this confidence. Where the backer stood before is that of the record in all states, also in
    /// those that doubt a report: later silence says nothing of who was right, and their share stays the chance that it is false. In
    /// peace backers are left as they are.
    pub(crate) fn new(scene: &Scene<'_>, reported: &ReportedBacker, confidence: f64) -> Self {
        let (world, state) = (scene.world, scene.state);
        let (held, start) = (world.held_share(state.front), world.start_share());
        let to_back = world.war.backers[reported.backer].chance_to_back(reported.before, held, start, scene.months);
        let moves = if reported.before { 1.0 - to_back } else { to_back };
        let chance = state.is_contested().then_some(moves);
        Self { before: reported.before, event: DoubtfulEvent::of_step(chance, scene.months, confidence) }
    }
}

impl Law for BackerLaw {
    type Value = bool;

    fn density(&self, after: bool) -> f64 {
        self.event.density(after != self.before)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> bool {
        self.before ^ self.event.sample(draws.pair(ReadingPurpose::Backer))
    }
}
