//! What an actor gains and loses in one step of war or truce (theory 3.3, model-decisions 1 and 8).

use standoff_world::actors::roles::Role;
use standoff_world::war::{Position, World};

/// Flow of a step of `months`: `(1-d) v(nothing signed) - cost`, the cost a month scaled by `(1-d_step)/(1-d_month)`.
pub fn war_flow(world: &World, role: Role, position: &Position, months: f64) -> f64 {
    let discount = world.monthly_discount(role);
    let step = 1.0 - libm::pow(discount, months);
    let scale = if discount < 1.0 { step / (1.0 - discount) } else { months };
    step * world.unsigned_value(role, position.held) - scale * world.monthly_cost(role, position)
}
