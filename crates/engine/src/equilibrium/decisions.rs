//! Decisions of the solved game, as the simulated world asks for them.

use super::solved_game::Equilibrium;
use crate::induction::policy::Column;
use crate::induction::problem::{Problem, defender_outlook};
use crate::payoff::settlement::SettlementGame;
use crate::state_space::{DEFENDER, Regime};
use standoff_num::elementary::{exp, logistic};
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::war::Position;

impl Decisions for Equilibrium {
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
        let problem = &self.game_at(position).problem;
        let actor = problem.grid.actor_index(owner).unwrap_or(DEFENDER);
        let owner = problem.owners.iter().position(|&(own, _)| own == actor).unwrap_or(0);
        let regime = Regime::from_truce(position.truce);
        let company = &problem.menu_weights[regime.index()];
        let proximity = &problem.menu_proximity[position.draft];
        self.policy_at(position).read_column(Column::Pull(owner), lottery);
        for ((chance, proximity), company) in lottery.iter_mut().zip(proximity).zip(company) {
            *chance = f64::from(*company) * proximity * exp(*chance);
        }
        // Pull and proximity have floors, so that the sum is a normal number.
        let total: f64 = lottery.iter().sum();
        lottery.iter_mut().for_each(|chance| *chance /= total);
    }

    fn answer(&self, position: &Position, draft: usize) -> Answers {
        let policy = self.policy_at(position);
        let odds = |column: Column| policy.value(column, draft);
        let (invader, defender) = (odds(Column::InvaderAccepts), odds(Column::DefenderAccepts));
        let sharpness = f64::from(self.problem.choice.sharpness);
        Answers {
            invader_accepts: logistic(invader),
            invader_refuses: logistic(odds(Column::InvaderRefuses)),
            defender_accepts: logistic(defender),
            defender_refuses: logistic(odds(Column::DefenderRefuses)),
            invader_gain: invader / sharpness,
            defender_gain: defender / sharpness,
        }
    }

    fn consent(&self, position: &Position, draft: usize) -> f64 {
        let Problem { grid, settlement, .. } = &self.game_at(position).problem;
        let bracket = grid.bracket(position.held);
        let at_front = |front: usize| settlement.consent_odds(&grid.cell_of(position, front))[draft];
        let (low, high) = (at_front(bracket.low), at_front(bracket.high));
        logistic(low + bracket.weight * (high - low))
    }

    fn outlook(&self, position: &Position) -> f64 {
        let problem = &self.game_at(position).problem;
        defender_outlook(&problem.grid, &problem.fight, position) - problem.survey_outlook
    }

    fn posture_values(&self, position: &Position, values: &mut [f64]) -> Option<()> {
        self.problem.grid.actor_index(Role::GreatPower)?;
        for (posture, value) in values.iter_mut().enumerate() {
            *value = self.value(Role::GreatPower, &Position { posture, ..*position });
        }
        Some(())
    }

    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
        let Self { world, problem, .. } = self.game_at(position);
        let terms = world.signed_terms(draft, consent);
        let grid = &problem.grid;
        let cell = grid.cell_of(position, grid.bracket(position.held).low);
        let game = SettlementGame { world, grid, fight: &problem.fight };
        let renewal = game.renewal_value(&cell, position.held, &terms, credibility);
        game.value_of_keeping(&game.price(position.held, &terms), renewal).attack_hazard
    }
}
