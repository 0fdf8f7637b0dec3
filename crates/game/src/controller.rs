//! The controller: takes the decisions of a month from the person for one role and from the engine for all others.

use crate::decision::FormOfNo;
use crate::resolved_decision::ResolvedDecision;
use standoff_engine::equilibrium::Equilibrium;
use standoff_world::actors::decisions::{Answers, Decisions};
use standoff_world::actors::roles::Role;
use standoff_world::war::Position;

/// Decisions of a month in which a person plays a role. What the person left open, the engine decides.
pub(super) struct Controller<'a> {
    /// Engine that decides all else.
    pub engine: &'a Equilibrium,
    /// Role for which the person decides.
    pub role: Role,
    /// Decision of the person.
    pub choice: &'a ResolvedDecision,
}

impl Decisions for Controller<'_> {
    fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
        match self.choice.propose {
            Some(package) if owner == self.role => {
                lottery.fill(0.0);
                lottery[package] = 1.0;
            }
            _ => self.engine.propose(position, owner, lottery),
        }
    }

    fn answer(&self, position: &Position, draft: usize) -> Answers {
        let mut answers = self.engine.answer(position, draft);
        let (accepts, refuses) = match self.role {
            Role::Invader => (&mut answers.invader_accepts, &mut answers.invader_refuses),
            Role::Defender => (&mut answers.defender_accepts, &mut answers.defender_refuses),
            Role::GreatPower | Role::Coalition => return answers,
        };
        if let Some(accept) = &self.choice.accept {
            *accepts = certain_chance(accept[draft]);
        }
        if let Some(form) = self.choice.no {
            *refuses = certain_chance(form == FormOfNo::Refuse);
        }
        answers
    }

    fn consent(&self, position: &Position, draft: usize) -> f64 {
        match &self.choice.consent {
            Some(consent) => certain_chance(consent[draft]),
            None => self.engine.consent(position, draft),
        }
    }

    fn outlook(&self, position: &Position) -> f64 {
        self.engine.outlook(position)
    }

    fn posture_values(&self, position: &Position, values: &mut [f64]) -> Option<()> {
        self.engine.posture_values(position, values)
    }

    fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
        self.engine.attack_hazard(position, draft, consent, credibility)
    }
}

fn certain_chance(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
