//! The posture of the great power.

use super::confusion::{Confusion, StandingConfusion};
use super::law::ReadingPurpose;
use crate::record::reading::Standing;
use crate::record::scene::Scene;

/// The law of a report of the posture, by its place in the list.
pub(crate) fn posture_law(scene: &Scene<'_>, standing: &Standing<usize>) -> StandingConfusion {
    let war = &scene.world.war;
    let (clarity, count) = (war.reporting.posture_clarity, war.postures.len());
    let truth = Confusion { kind: ReadingPurpose::Posture, truth: scene.state.posture, clarity, count };
    StandingConfusion { truth, fresh: standing.fresh, trusted: scene.trust.posture }
}
