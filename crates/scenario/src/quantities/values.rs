//! The numbers of one war.

use std::sync::Arc;

use standoff_world::quantity::{Definition, Figures};

use super::declarations::definition_at_path;
use super::index::ParameterIndex;

/// One value for each parameter of a scenario, in the base unit and in the order of [`crate::Scenario::parameters`].
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    figures: Vec<f64>,
    index: Arc<ParameterIndex>,
}

impl Values {
    pub(crate) fn new(figures: Vec<f64>, index: Arc<ParameterIndex>) -> Self {
        Self { figures, index }
    }

    /// The same parameters with other figures, in their order; none where there are not as many.
    pub fn with_figures(&self, figures: Vec<f64>) -> Option<Self> {
        (figures.len() == self.figures.len()).then(|| Self { figures, index: Arc::clone(&self.index) })
    }

    /// All values, in the order of the parameters.
    pub fn as_slice(&self) -> &[f64] {
        &self.figures
    }

    pub(crate) fn figures_mut(&mut self) -> &mut [f64] {
        &mut self.figures
    }

    /// The value at a path, if the scenario has the parameter.
    pub fn get(&self, path: &str) -> Option<f64> {
        self.index.place(path).map(|place| self.figures[place])
    }

    /// Sets the value at a path, in the base unit and unchecked; whether the scenario has the parameter.
    pub fn set(&mut self, path: &str, value: f64) -> bool {
        let place = self.index.place(path);
        if let Some(place) = place {
            self.figures[place] = value;
        }
        place.is_some()
    }
}

impl Figures for Values {
    /// The value of a parameter.
    ///
    /// A quantity of a role that does not take part has its default. Where it has no default it is one, within its
    /// bounds: coverage is aid divided by need, and a need of zero would divide by zero.
    fn figure(&self, path: &str) -> f64 {
        self.get(path).unwrap_or_else(|| {
            let definition = definition_at_path(path);
            definition.map_or(0.0, |found| found.default.unwrap_or(1.0_f64.max(found.bounds.0).min(found.bounds.1)))
        })
    }

    /// The parameters of a group are neighbours in the list, in the order of their definitions, and are copied at once.
    fn group(&self, path: &str, definitions: &[Definition], figures: &mut [f64]) {
        match self.index.group_places(path).filter(|own| own.len() == figures.len()) {
            Some(own) => figures.copy_from_slice(&self.figures[own]),
            None => definitions
                .iter()
                .zip(figures)
                .for_each(|(definition, figure)| *figure = self.figure(&format!("{path}.{}", definition.name))),
        }
    }
}
