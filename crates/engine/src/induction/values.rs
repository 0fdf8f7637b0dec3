//! Values of the game while it is solved.

use crate::precision::{Number, Planned};
use crate::state_space::Grid;

/// Values at every position of the front, `[front - 1]` of `[regime][actor][place][lane]`.
pub(crate) type Values = Vec<Vec<Planned>>;

/// Values on the front of one grid, interpolated to that of another; those of the same front as they are.
pub(crate) fn refine_values(from: &Grid, to: &Grid, values: &Values) -> Values {
    if from.front_steps == to.front_steps {
        return values.clone();
    }
    let at_front = |front: usize| {
        let bracket = from.bracket(to.held_share(front));
        let (low, high) = (&values[bracket.low - 1], &values[bracket.high - 1]);
        let weight = Planned::of(bracket.weight);
        low.iter().zip(high).map(|(low, high)| low + weight * (high - low)).collect()
    };
    (1..to.front_steps).map(at_front).collect()
}
