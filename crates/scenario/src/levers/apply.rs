//! The numbers of a war after a lever is pulled.

use super::change::Change;
use super::lever::Lever;
use crate::quantities::values::Values;
use crate::scenario::Scenario;

impl Lever {
    /// The values after the lever is pulled, within their bounds: in full at strength 1, not at all at 0.
    ///
    /// Weights and shares that sum to one still do: those that the lever does not change share the remainder in
    /// proportion.
    pub fn apply(&self, scenario: &Scenario, values: &Values, strength: f64) -> Values {
        let mut values = values.clone();
        let figures = values.figures_mut();
        let changed: Vec<usize> = self.changes.iter().flat_map(Change::parameter_places).collect();
        self.changes.iter().for_each(|change| change.apply(figures, strength));
        for &place in &changed {
            figures[place] = scenario.parameters[place].clamp_to_bounds(figures[place]);
        }
        for group in scenario.groups.iter().filter(|group| group.places.iter().any(|place| changed.contains(place))) {
            group.share_remainder(&changed, figures);
        }
        values
    }
}
