//! Support for a package among the defender's public.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::{mixed_density, normal_density};
use crate::record::scene::Scene;
use standoff_num::distributions::normal_quantile;

/// A false reading may say any share.
const FALSE_RANGE: f64 = 1.0;

/// A reading of the defender's public: support for a package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opinion {
    /// The package: place in the list.
    pub package: usize,
    /// Share that finds it acceptable.
    pub share: f64,
}

/// The law of a reading of support, as a share. A true one may stray beyond nobody and everybody.
pub(crate) struct Support {
    mean: f64,
    spread: f64,
    confidence: f64,
}

impl Support {
    /// The law in a scene of a reading of this confidence on a package.
    pub(crate) fn new(scene: &Scene<'_>, package: usize, confidence: f64) -> Self {
        let (world, state) = (scene.world, scene.state);
        let mean = world.support(package, world.held_share(state.front), scene.outlook);
        Self { mean, spread: world.war.reporting.opinion_spread, confidence }
    }
}

impl Law for Support {
    type Value = f64;

    fn density(&self, share: f64) -> f64 {
        mixed_density(normal_density(share, self.mean, self.spread), self.confidence, FALSE_RANGE)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> f64 {
        let [clear, noise] = draws.pair(ReadingPurpose::Opinion);
        if clear < self.confidence { self.mean + self.spread * normal_quantile(noise) } else { FALSE_RANGE * noise }
    }
}
