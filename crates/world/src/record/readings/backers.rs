//! Backers: that one joined or left in a step, or did not.
//!
//! A filter takes them as given, and weighs each state by how likely its figures and its front make them.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::mixed_density;
use crate::record::scene::Scene;

/// What is reported of a backer in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedBacker {
    /// The backer: place in the list.
    pub backer: usize,
    /// Whether it backed its side before the step.
    pub before: bool,
    /// Whether it does after the step.
    pub after: bool,
}

/// The law of a report on a backer: whether it backs its side after a step.
pub(crate) struct BackerLaw {
    chance: f64,
    confidence: f64,
}

impl BackerLaw {
    /// The law in a scene of a report of this confidence.
    pub(crate) fn new(scene: &Scene<'_>, reported: &ReportedBacker, confidence: f64) -> Self {
        let (world, state) = (scene.world, scene.state);
        let (held, start) = (world.held_share(state.front), world.start_share());
        let backer = &world.war.backers[reported.backer];
        Self { chance: backer.chance_to_back(reported.before, held, start, scene.months), confidence }
    }
}

impl Law for BackerLaw {
    type Value = bool;

    fn density(&self, after: bool) -> f64 {
        let chance = if after { self.chance } else { 1.0 - self.chance };
        // A false report is as likely to be one as the other.
        mixed_density(chance, self.confidence, 2.0)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> bool {
        let [truth, value] = draws.pair(ReadingPurpose::Backer);
        value < if truth < self.confidence { self.chance } else { 0.5 }
    }
}
