//! Decisions of the solved game, as the simulated world asks for them.

use super::solved_game::Equilibrium;
use crate::induction::policy::Column;
use crate::payoff::settlement::SettlementGame;
use crate::state_space::DEFENDER;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::war::Position;

impl Decisions for Equilibrium {
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
        let problem = &self.problem;
        let actor = problem.grid.actor_index(owner).unwrap_or(DEFENDER);
        let owner = problem.owners.iter().position(|&(own, _)| own == actor).unwrap_or(0);
        let proximity = &problem.proximity[problem.layout.lane_row(position.draft)];
        for (package, (chance, proximity)) in lottery.iter_mut().zip(proximity).enumerate() {
            *chance = proximity * self.policy_value(position, Column::LogitWeight(owner), package);
        }
        let total: f64 = lottery.iter().sum();
        if total > 0.0 {
            lottery.iter_mut().for_each(|chance| *chance /= total);
        } else {
            // Every other draft is out of reach in stored precision: the one on the table stays.
            lottery[position.draft] = 1.0;
        }
    }

    fn answer(&self, position: &Position, draft: usize) -> Answers {
        Answers {
            invader_accepts: self.policy_value(position, Column::InvaderAccepts, draft),
            invader_refuses: self.policy_value(position, Column::InvaderRefuses, draft),
            defender_accepts: self.policy_value(position, Column::DefenderAccepts, draft),
            defender_refuses: self.policy_value(position, Column::DefenderRefuses, draft),
        }
    }

    fn consent(&self, position: &Position, draft: usize) -> f64 {
        let bracket = self.problem.grid.bracket(position.held);
        let at_front = |front: usize| self.problem.settlement.consent_chances(&self.cell_of(position, front))[draft];
        let (low, high) = (at_front(bracket.low), at_front(bracket.high));
        low + bracket.weight * (high - low)
    }

    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
        let terms = self.world.signed_terms(draft, consent);
        let cell = self.cell_of(position, self.problem.grid.bracket(position.held).low);
        let game = SettlementGame { world: &self.world, grid: &self.problem.grid, fight: &self.problem.fight };
        let renewal = game.renewal_value(&cell, position.held, &terms, credibility);
        game.value_of_keeping(&terms, position.held, renewal).attack_hazard
    }
}
