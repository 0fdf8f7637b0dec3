//! The numbers of one war, and many draws of them from their ranges.

use std::sync::Arc;

use standoff_num::LatinHypercube;
use standoff_num::random::entity;
use standoff_world::quantity::{Definition, Figures};

use crate::quantities::group::Group;
use crate::quantities::index::Places;
use crate::quantities::parameter::Parameter;

/// One value for each parameter of a scenario, in the base unit and in the order of [`crate::Scenario::parameters`].
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    figures: Vec<f64>,
    places: Arc<Places>,
}

impl Values {
    pub(crate) fn new(figures: Vec<f64>, places: Arc<Places>) -> Self {
        Self { figures, places }
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
        self.places.of(path).map(|place| self.figures[place])
    }

    /// Sets the value at a path, in the base unit and unchecked; whether the scenario has the parameter.
    pub fn set(&mut self, path: &str, value: f64) -> bool {
        let place = self.places.of(path);
        if let Some(place) = place {
            self.figures[place] = value;
        }
        place.is_some()
    }
}

impl Figures for Values {
    /// The value of a parameter. A quantity of a role that does not take part has its default, or one where it has
    /// none: a need of one with nobody to meet it, rather than a division by zero.
    fn figure(&self, path: &str) -> f64 {
        self.get(path).unwrap_or_else(|| {
            let definition = crate::keys::tables::definition_of(path);
            definition.map_or(0.0, |found| found.default.unwrap_or(1.0_f64.max(found.bounds.0).min(found.bounds.1)))
        })
    }

    /// The parameters of a group stand side by side, in the order of their definitions.
    fn group(&self, path: &str, definitions: &[Definition], figures: &mut [f64]) {
        match self.places.of_group(path).filter(|own| own.len() == figures.len()) {
            Some(own) => figures.copy_from_slice(&self.figures[own]),
            None => definitions
                .iter()
                .zip(figures)
                .for_each(|(definition, figure)| *figure = self.figure(&format!("{path}.{}", definition.name))),
        }
    }
}

/// Draws of all parameters of a scenario from their ranges: a Latin hypercube over those that vary.
///
/// The values of a parameter depend on the seed, the number of draws and its path alone, so that a new parameter
/// moves no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    count: usize,
    central: Values,
    columns: Vec<(usize, Vec<f64>)>,
    groups: Vec<Group>,
    seed: u64,
}

/// Chances further out than this are taken here where a range has no end.
const FURTHEST: f64 = 1e-12;

impl Draws {
    pub(crate) fn new(parameters: &[Parameter], groups: &[Group], central: Values, seed: u64, count: u32) -> Self {
        let design = LatinHypercube::new(seed, count);
        Self::at(parameters, groups, central, seed, count, &|path| design.column(entity(path)))
    }

    /// Draws at given chances: for the path of a parameter that varies, its chance of being below in each draw.
    pub(crate) fn at(
        parameters: &[Parameter],
        groups: &[Group],
        central: Values,
        seed: u64,
        count: u32,
        chances: &dyn Fn(&str) -> Vec<f64>,
    ) -> Self {
        let column = |(place, parameter): (usize, &Parameter)| {
            (place, chances(&parameter.path).into_iter().map(|chance| parameter.quantile(chance)).collect())
        };
        let varying = parameters.iter().enumerate().filter(|(_, parameter)| parameter.varies());
        let mut columns: Vec<(usize, Vec<f64>)> = varying.map(column).collect();
        let groups: Vec<Group> = groups.iter().filter(|group| group.concentration.is_some()).cloned().collect();
        let inside =
            |path: &str| chances(path).into_iter().map(|chance| chance.clamp(FURTHEST, 1.0 - FURTHEST)).collect();
        columns.extend(groups.iter().flat_map(|group| group.gamma_columns(parameters, &inside)));
        columns.sort_by_key(|(place, _)| *place);
        Self { count: count as usize, central, columns, groups, seed }
    }

    /// How many draws.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Seed of the draws.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Places of the parameters that vary, alone or in a group, in the order of the parameters.
    pub fn varying(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, _)| *place)
    }

    /// The values of a draw; the central ones beyond the last draw.
    pub fn values(&self, draw: usize) -> Values {
        let mut values = self.central.clone();
        if draw < self.count {
            for (place, column) in &self.columns {
                values.figures[*place] = column[draw];
            }
            self.groups.iter().for_each(|group| group.settle(&group.held, &mut values.figures));
        }
        values
    }
}
