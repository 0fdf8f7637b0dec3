//! Draws of all parameters of a scenario from their ranges.

use standoff_num::LatinHypercube;
use standoff_num::random::entity_address;

use super::group::Group;
use super::parameter::Parameter;
use super::values::Values;

/// Draws of all parameters of a scenario from their ranges: a Latin hypercube over those that vary.
///
/// The values of a parameter depend on the seed, the number of draws and its path alone, so that a new parameter
/// moves no other (decision 74).
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    count: usize,
    central: Values,
    columns: Vec<(usize, Vec<f64>)>,
    groups: Vec<Group>,
    seed: u64,
}

/// Chances of a gamma variable are kept this far from 0 and 1, where its quantile would be zero or infinite.
const FURTHEST: f64 = 1e-12;

impl Draws {
    pub(crate) fn new(parameters: &[Parameter], groups: &[Group], central: Values, seed: u64, count: u32) -> Self {
        let design = LatinHypercube::new(seed, count);
        Self::at_chances(parameters, groups, central, seed, count, &|path| design.column(entity_address(path)))
    }

    /// Draws at given chances: `chances` gives for the path of a parameter its chance of lying below, in each draw.
    pub(crate) fn at_chances(
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

    /// Number of draws.
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
    pub fn varying_places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, _)| *place)
    }

    /// The values of a draw; the central ones beyond the last draw.
    pub fn values(&self, draw: usize) -> Values {
        let mut values = self.central.clone();
        if draw < self.count {
            for (place, column) in &self.columns {
                values.figures_mut()[*place] = column[draw];
            }
            self.groups.iter().for_each(|group| group.share_remainder(&group.held, values.figures_mut()));
        }
        values
    }
}
