//! Realised value of a future to each actor, by its own values and its own discounting.
//!
//! ```text
//! V_i = sum_m (1 - d_i) d_i^(m-1) S_i(m) + d_i^M S_i(M)
//! ```
//!
//! `S_i(m)` is the value to actor `i` if the situation at the end of month `m` lasted for ever, as a share of its stake; `d_i`
//! is its monthly discount factor and `M` the last month. War and truce count as nothing signed less their cost, and a
//! settlement as its terms while it holds. Beliefs do not enter, and neither does the option of attacking again (decision 13).

use standoff_world::actors::roles::{Role, Side};
use standoff_world::state::{End, State};
use standoff_world::war::{Position, World};

use crate::future::run::Run;

/// Running sum of the value to each role.
#[derive(Debug, Clone, PartialEq)]
pub struct Welfare {
    value: [f64; 4],
    weight: [f64; 4],
    standing: [f64; 4],
}

impl Welfare {
    /// Sum before the first month.
    pub fn start() -> Self {
        Self { value: [0.0; 4], weight: [1.0; 4], standing: [0.0; 4] }
    }

    /// Adds a month that ends in `state`.
    pub fn add_month(&mut self, world: &World, state: &State, run: &Run) {
        for role in Role::ALL.into_iter().filter(|&role| world.war.has(role)) {
            let (place, discount) = (role as usize, world.monthly_discount(role));
            self.standing[place] = value_if_lasting(world, role, state, run);
            self.value[place] += (1.0 - discount) * self.weight[place] * self.standing[place];
            self.weight[place] *= discount;
        }
    }

    /// Value of the whole future, in the order of [`Role::ALL`]; zero for a role that takes no part. The last situation is taken
    /// to last for ever.
    pub fn total_by_role(&self) -> [f64; 4] {
        std::array::from_fn(|place| self.value[place] + self.weight[place] * self.standing[place])
    }
}

fn value_if_lasting(world: &World, role: Role, state: &State, run: &Run) -> f64 {
    let position = state.position(world);
    let signature = run.settlement_in_force().and_then(|settlement| settlement.signature);
    match (run.end.map(|(end, _)| end), signature) {
        (Some(End::InvaderWins), _) => world.end_value(role, Side::Invader),
        (Some(End::DefenderWins), _) => world.end_value(role, Side::Defender),
        (_, Some(signature)) => world.terms_value(role, &signature.terms, position.held),
        _ => value_of_lasting_war(world, role, &position),
    }
}

/// Value to a role of a war or truce that lasts for ever: nothing signed, less the discounted cost.
pub fn value_of_lasting_war(world: &World, role: Role, position: &Position) -> f64 {
    let cost = world.monthly_cost(role, position);
    world.unsigned_value(role, position.held) - cost / (1.0 - world.monthly_discount(role)).max(1e-6)
}
