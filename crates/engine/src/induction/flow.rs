//! Flow of a planning step: its own worth, apart from all that follows.

use super::step::PlanningStep;
use crate::precision::{Number, Planned};
use standoff_world::actors::roles::Role;

/// Flow of a step at one position of the front.
pub(crate) struct StepFlow {
    /// Index of the position of the front.
    pub index: usize,
    /// Flow of the terms in force while nothing is signed, `[actor]`.
    pub unsigned: Vec<Planned>,
    /// Months that the monthly cost counts for, discounted, `[actor]`.
    pub cost_scale: Vec<Planned>,
}

impl StepFlow {
    /// Flow of a step at a position of the front.
    pub fn new(step: &PlanningStep<'_>, front: usize) -> Self {
        let PlanningStep { world, kernel, problem, .. } = *step;
        let grid = &problem.grid;
        let held = grid.held_share(front);
        let forgone = |actor: usize| 1.0 - kernel.actors[actor].discount;
        let unsigned = |(actor, &role): (usize, &Role)| Planned::of(forgone(actor) * world.unsigned_value(role, held));
        let cost_scale = |(actor, &role): (usize, &Role)| {
            let month = 1.0 - world.monthly_discount(role);
            // Of an actor that does not discount every month counts in full.
            Planned::of(if month > 0.0 { forgone(actor) / month } else { kernel.step_months })
        };
        Self {
            index: front - 1,
            unsigned: grid.roles.iter().enumerate().map(unsigned).collect(),
            cost_scale: grid.roles.iter().enumerate().map(cost_scale).collect(),
        }
    }
}
