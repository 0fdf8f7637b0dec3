//! Where a member stands.

use super::confusion::Confusion;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::coalition::members::Stance;
use crate::record::scene::Scene;

/// How surely a reported stance is the true one where its source is sure: short of certain, so that no report of a stance
/// rules a state out by itself.
const CLARITY: f64 = 0.99;

/// The order of stances by [`Stance`] as a number.
const STANCES: [Stance; 3] = [Stance::In, Stance::FreeRiding, Stance::Blocking];

/// The law of a reported stance.
pub(crate) struct ReportedStance(Confusion);

impl ReportedStance {
    /// The law in a scene of a report of this confidence on a member.
    pub(crate) fn new(scene: &Scene<'_>, member: usize, confidence: f64) -> Self {
        let truth = scene.state.coalition.stance[member] as usize;
        Self(Confusion { kind: ReadingPurpose::Stance, truth, clarity: CLARITY * confidence, count: STANCES.len() })
    }
}

impl Law for ReportedStance {
    type Value = Stance;

    fn density(&self, stance: Stance) -> f64 {
        self.0.density(stance as usize)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> Stance {
        STANCES[self.0.sample(draws)]
    }
}
