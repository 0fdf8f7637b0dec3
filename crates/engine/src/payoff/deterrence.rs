//! What keeps the invader from attacking again after it has signed (decision 24).

use super::settlement::SettlementGame;
use crate::state_space::Cell;
use serde::{Deserialize, Serialize};
use standoff_world::actors::roles::Role;
use standoff_world::talks::packages::Terms;

/// What attacking again would cost the invader, and what it would have to cost for the peace to be worth keeping.
///
/// Below the needed cost the invader signs in order to come back, and more deterrence only makes the pause worth less to
/// it; above, the peace itself pays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Deterrence {
    /// `D = c_ren + cred K g`: the cost of starting the war again, and that of a guarantee that is honoured.
    pub cost: f64,
    /// `D* = F_R(s') - v_R`: by how much the war that would be renewed is worth more to the invader than the terms.
    pub needed: f64,
}

impl Deterrence {
    /// True if keeping the peace is worth more to the invader than attacking again.
    pub fn holds(&self) -> bool {
        self.cost >= self.needed
    }
}

impl SettlementGame<'_> {
    /// What keeps the invader from attacking again under terms that are in force, at a cell with the front at `held`.
    pub fn deterrence(&self, cell: &Cell, held: f64, terms: &Terms) -> Deterrence {
        let peace = &self.world.war.peace;
        let credibility = self.world.war.postures[cell.posture].effects.credibility;
        let cost = peace.renewal_cost + peace.honoured_cost * terms.believed_guarantee(credibility);
        let renewed = self.renewal_value(cell, held, terms, credibility) + cost;
        Deterrence { cost, needed: renewed - self.world.terms_value(Role::Invader, terms, held) }
    }
}
