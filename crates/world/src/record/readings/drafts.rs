//! The draft on the table.

use super::confusion::Confusion;
use super::law::ReadingPurpose;
use crate::record::scene::Scene;

/// The law of a reported draft, by its place in the list of packages.
pub(crate) fn draft_law(scene: &Scene<'_>, confidence: f64) -> Confusion {
    let war = &scene.world.war;
    let clarity = war.reporting.draft_clarity * confidence;
    Confusion { kind: ReadingPurpose::Draft, truth: scene.state.draft, clarity, count: war.packages.len() }
}
