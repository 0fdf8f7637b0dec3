//! The area that the invader holds.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::{mixed_density, normal_density};
use crate::record::scene::Scene;
use crate::war::figures::War;
use standoff_num::distributions::normal_quantile;

/// A false reading may be anywhere in this much around the area of the start, km².
const FALSE_RANGE_KM2: f64 = 50_000.0;

/// Area that the invader held at the scenario's start, km²: as the scenario states it, or the stake that it held.
pub fn area_at_start(war: &War) -> f64 {
    if war.record.area > 0.0 { war.record.area } else { war.front.area_per_step * war.front_start as f64 }
}

impl Scene<'_> {
    /// Area that the invader holds, km²: that of the scenario's start, and a step's worth for each step since.
    pub fn area_km2(&self) -> f64 {
        let war = &self.world.war;
        area_at_start(war) + war.front.area_per_step * (self.state.front as f64 - war.front_start as f64)
    }
}

/// The law of a reading of the area, km².
pub(crate) struct Area {
    mean: f64,
    spread: f64,
    start: f64,
    confidence: f64,
}

impl Area {
    /// The law in a scene of a reading of this confidence. The front is known to a step; where within it the line runs is
    /// uniform, which has the variance of a twelfth of its square.
    pub(crate) fn new(scene: &Scene<'_>, confidence: f64) -> Self {
        let (front, reporting) = (&scene.world.war.front, &scene.world.war.reporting);
        let within = front.area_per_step * front.area_per_step / 12.0;
        let spread = (within + reporting.area_spread * reporting.area_spread).sqrt();
        Self { mean: scene.area_km2(), spread, start: area_at_start(&scene.world.war), confidence }
    }
}

impl Law for Area {
    type Value = f64;

    fn density(&self, area: f64) -> f64 {
        mixed_density(normal_density(area, self.mean, self.spread), self.confidence, FALSE_RANGE_KM2)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> f64 {
        let [clear, noise] = draws.pair(ReadingPurpose::Area);
        if clear < self.confidence {
            self.mean + self.spread * normal_quantile(noise)
        } else {
            self.start + FALSE_RANGE_KM2 * (noise - 0.5)
        }
    }
}
