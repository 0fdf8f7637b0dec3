//! Gains and losses of an actor in one step of war or truce (theory 3.3, decisions 1 and 8).

use standoff_world::actors::roles::Role;
use standoff_world::war::{Position, World};

/// Flow of a step: `(1-d) v(nothing signed) - cost`, the monthly cost scaled by `(1-d_step)/(1-d_month)`.
pub fn war_flow(world: &World, role: Role, position: &Position, step_months: f64) -> f64 {
    let discount = world.monthly_discount(role);
    let step = 1.0 - libm::pow(discount, step_months);
    let scale = if discount < 1.0 { step / (1.0 - discount) } else { step_months };
    step * world.unsigned_value(role, position.held) - scale * world.monthly_cost(role, position)
}
