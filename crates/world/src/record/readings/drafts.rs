//! The draft on the table.

use super::confusion::Confusion;
use super::law::{Law, ReadingDraws, ReadingPurpose};
use crate::record::scene::Scene;
use crate::talks::packages::PackageOrigin;
use crate::war::War;

/// The law of a reported draft, by its place in the list of packages. Reports know the drafts that a scenario names: a
/// text between two of them is taken for either, the likelier the nearer it is.
pub(crate) struct ReportedDraft {
    first: Confusion,
    second: Confusion,
    /// Chance that it is taken for the second.
    weight: f64,
}

impl ReportedDraft {
    /// The law in a scene of a report of this confidence.
    pub(crate) fn new(scene: &Scene<'_>, confidence: f64) -> Self {
        let war = &scene.world.war;
        let clarity = war.reporting.draft_clarity * confidence;
        let count = named_drafts(war);
        let like = |truth: usize| Confusion { kind: ReadingPurpose::Draft, truth, clarity, count };
        let (first, second, weight) = match war.packages[scene.state.draft].origin {
            PackageOrigin::Draft => (scene.state.draft, scene.state.draft, 0.0),
            PackageOrigin::Following(draft) => (draft, draft, 0.0),
            PackageOrigin::Mixture(mixture) => (mixture.first, mixture.second, mixture.weight),
        };
        Self { first: like(first), second: like(second), weight }
    }
}

fn named_drafts(war: &War) -> usize {
    war.packages.iter().filter(|package| package.origin == PackageOrigin::Draft).count()
}

impl Law for ReportedDraft {
    type Value = usize;

    fn density(&self, value: usize) -> f64 {
        (1.0 - self.weight) * self.first.density(value) + self.weight * self.second.density(value)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> usize {
        let [likeness, _] = draws.pair(ReadingPurpose::DraftLikeness);
        if likeness < self.weight { self.second.sample(draws) } else { self.first.sample(draws) }
    }
}
