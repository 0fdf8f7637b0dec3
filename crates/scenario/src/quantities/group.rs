//! Numbers that sum to one: the weights of an actor, which may vary together, and the shares of the tracks.

use standoff_num::distributions::gamma_quantile;

use super::parameter::Parameter;

/// Largest distance of a sum from one: above the rounding of floating-point sums, below a slip in any digit
/// that people write.
pub(crate) const SUM_TOLERANCE: f64 = 1e-6;

/// Parameters that sum to one in every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Path that they share, such as `values.invader` or `track`.
    pub path: &'static str,
    /// Their places in the list of parameters.
    pub places: Vec<usize>,
    /// They vary together as a Dirichlet distribution with this concentration, about their central values.
    pub concentration: Option<f64>,
    /// Those set by hand: they keep their value, and the others share what is left.
    pub held: Vec<usize>,
}

impl Group {
    /// Gives the members that are not held the remainder that the held ones leave, in proportion to `values`; in equal
    /// parts where all of these are zero.
    pub(crate) fn share_remainder(&self, held: &[usize], values: &mut [f64]) {
        let free: Vec<usize> = self.places.iter().copied().filter(|place| !held.contains(place)).collect();
        let taken: f64 = self.places.iter().filter(|place| held.contains(place)).map(|&place| values[place]).sum();
        let shared: f64 = free.iter().map(|&place| values[place]).sum();
        for &place in &free {
            let part = if shared > 0.0 { values[place] / shared } else { 1.0 / free.len() as f64 };
            values[place] = part * (1.0 - taken).max(0.0);
        }
    }

    /// Columns of gamma variables, one for each free member with one row for each draw, before they are scaled to their
    /// sum. Independent gamma variables divided by their sum have the Dirichlet distribution (Devroye 1986, XI.4).
    pub(crate) fn gamma_columns(
        &self,
        parameters: &[Parameter],
        chances: &dyn Fn(&str) -> Vec<f64>,
    ) -> Vec<(usize, Vec<f64>)> {
        let Some(concentration) = self.concentration else { return Vec::new() };
        let free = self.places.iter().filter(|place| !self.held.contains(place));
        let column = |&place: &usize| {
            let shape = concentration * parameters[place].value;
            let gamma = |chance: f64| if shape > 0.0 { gamma_quantile(shape, chance) } else { 0.0 };
            (place, chances(&parameters[place].path).into_iter().map(gamma).collect())
        };
        free.map(column).collect()
    }
}
