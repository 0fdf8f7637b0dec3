//! Values at the far end of a stage: the horizon, a coarser stage, or the war after a change.

use super::problem::Problem;
use super::values::Values;
use crate::precision::{Number, Planned};
use crate::state_space::{Cell, Grid};

impl Problem {
    /// Values at the horizon: everybody fights to the finish, in war and after a truce alike.
    pub fn terminal_values(&self) -> Values {
        let lanes = self.layout.lanes;
        let at_front = |front: usize| {
            let actors = (0..self.layout.actors).flat_map(|actor| self.fight.values_at_front(actor, front));
            let war: Vec<Planned> = actors.flat_map(|&value| std::iter::repeat_n(Planned::of(value), lanes)).collect();
            [war.clone(), war].concat()
        };
        (1..self.grid.front_steps).map(at_front).collect()
    }

    /// Values on the eve of a change, by the cell of that day: each cell lands in another one of the changed war.
    pub fn land_values(&self, values: &Values, land: &dyn Fn(&Grid, Cell) -> Cell) -> Values {
        let (grid, layout) = (&self.grid, self.layout);
        let landed = |place: usize| grid.place_of(&land(grid, grid.cell_at(1, place)));
        let places: Vec<usize> = (0..layout.places).map(landed).collect();
        let at_front = |front: &Vec<Planned>| {
            let actors = front.chunks_exact(layout.actor_len());
            actors
                .flat_map(|actor| places.iter().flat_map(move |&place| &actor[layout.lane_row(place)]))
                .copied()
                .collect()
        };
        values.iter().map(at_front).collect()
    }
}
