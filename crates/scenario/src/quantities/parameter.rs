//! Every number of a war in one list, stated or default, with what is known about it.

use std::ops::Range;

use standoff_num::Distribution;
use standoff_world::quantity::Definition;

use super::provenance::Provenance;

/// One number of a war, stated by the scenario or the default. All figures are in the base unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its path, such as `member.aria.income`.
    pub path: String,
    /// Its declaration: unit, bounds, meaning.
    pub definition: &'static Definition,
    /// The central value.
    pub value: f64,
    /// Its distribution from draw to draw. Weights that vary together are fixed here and vary in their [`crate::Group`].
    pub distribution: Distribution,
    /// Unit in which it was written.
    pub unit: &'static str,
    /// Its provenance.
    pub provenance: Provenance,
    /// Whether the scenario states it; otherwise it is what is usual in the class, or the default.
    pub stated: bool,
    /// Its place in the scenario, in bytes.
    pub span: Option<Range<usize>>,
}

impl Parameter {
    /// Whether it varies from draw to draw on its own.
    pub fn varies(&self) -> bool {
        !matches!(self.distribution, Distribution::Fixed(_))
    }

    /// Whether it is 0 in every draw, so that nothing comes of what it multiplies.
    pub fn is_always_zero(&self) -> bool {
        self.value == 0.0 && !self.varies()
    }

    /// The lowest and highest value in a draw.
    pub fn range(&self) -> (f64, f64) {
        let (low, high) = self.distribution.support();
        (self.clamp_to_bounds(low), self.clamp_to_bounds(high))
    }

    /// The value below which it lies with a chance, within the bounds of the quantity.
    pub fn quantile(&self, chance: f64) -> f64 {
        self.clamp_to_bounds(self.distribution.quantile(chance))
    }

    pub(crate) fn clamp_to_bounds(&self, value: f64) -> f64 {
        let (low, high) = self.definition.bounds;
        value.max(low).min(high)
    }
}
