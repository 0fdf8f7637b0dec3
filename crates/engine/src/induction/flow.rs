//! Flow of a planning step: its own worth, apart from all that follows.

use crate::precision::{Number, Planned};
use crate::state_space::Grid;
use crate::transition::kernel::Kernel;
use standoff_world::actors::roles::Role;
use standoff_world::war::World;

/// Flow of a step at one position of the front.
pub(crate) struct StepFlow {
    /// Flow of the terms in force while nothing is signed, `[actor]`.
    pub unsigned: Vec<Planned>,
    /// Months that the monthly cost counts for, discounted, `[actor]`.
    pub cost_scale: Vec<Planned>,
}

impl StepFlow {
    /// Flow of a step of the kernel's length.
    pub fn new(world: &World, grid: &Grid, kernel: &Kernel, front: usize) -> Self {
        let held = grid.held_share(front);
        let step = |actor: usize| 1.0 - kernel.actors[actor].discount;
        let unsigned = |(actor, &role): (usize, &Role)| Planned::of(step(actor) * world.unsigned_value(role, held));
        let cost_scale = |(actor, &role): (usize, &Role)| {
            let month = 1.0 - world.monthly_discount(role);
            // Of an actor that does not discount every month counts in full.
            Planned::of(if month > 0.0 { step(actor) / month } else { kernel.step_months })
        };
        Self {
            unsigned: grid.roles.iter().enumerate().map(unsigned).collect(),
            cost_scale: grid.roles.iter().enumerate().map(cost_scale).collect(),
        }
    }
}
